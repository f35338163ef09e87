import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { home } from "@/api/home";
import { Popover } from "@/design/primitives/popover";
import { NeedList } from "@/design/patterns/need-list";
import { useWords } from "@/lib/language";
import { shellWords } from "./words";

export function NotificationsMenu() {
  const t = useWords(shellWords);
  const { data } = useQuery(home());
  const needs = data?.needs_you ?? [];
  return (
    <Popover
      label={t("needsYou")}
      trigger={
        <button
          type="button"
          aria-label={needs.length ? t("notifications", { count: needs.length }) : t("needsYou")}
          className="relative inline-flex size-8 items-center justify-center rounded-control text-muted hover:bg-surface-hover hover:text-strong"
        >
          <Bell aria-hidden className="size-4" />
          {needs.length > 0 && <span aria-hidden className="absolute end-1 top-1 size-2 rounded-full bg-waiting ring-2 ring-surface-page" />}
        </button>
      }
    >
      <p className="px-4 pt-3 pb-2 text-sm font-semibold text-strong">{t("needsYou")}</p>
      <div className="px-2 pb-2">
        {needs.length ? <NeedList needs={needs} /> : <p className="px-2 pb-2 text-sm text-muted">{t("needsNothing")}</p>}
      </div>
    </Popover>
  );
}
