import { useQuery } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { script } from "@/api/content";
import type { Content, Shot } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { useLanguage, useWords } from "@/lib/language";
import { localeOf } from "@/lib/time";
import { scriptText } from "./script-text";
import { variantWords } from "./variant-words";

function Shots({ shots }: { shots: readonly Shot[] }) {
  const t = useWords(variantWords);
  const { language } = useLanguage();
  const seconds = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 1 });
  return (
    <ol className="flex flex-col divide-y divide-line-subtle rounded-card border border-subtle bg-surface-raised">
      {shots.map((shot) => (
        <li key={shot.number} className="grid gap-x-6 gap-y-2 p-4 md:grid-cols-[6rem_minmax(0,3fr)_minmax(0,2fr)]">
          <span className="tabular flex flex-wrap content-start items-baseline gap-x-2 text-xs text-muted">
            <span className="text-sm font-medium text-strong">{t("shot")} {seconds.format(shot.number)}</span>
            <span><bdi>{seconds.format(shot.starts)}–{t("lasts", { count: seconds.format(shot.starts + shot.seconds) })}</bdi></span>
          </span>
          <p className="min-w-0"><span className="block text-xs text-muted">{t("says")}</span><span className="at-start block text-base text-strong" dir="auto">{shot.says}</span></p>
          <p className="min-w-0"><span className="block text-xs text-muted">{t("shows")}</span><span className="at-start block text-sm text-body" dir="auto">{shot.shows}</span></p>
        </li>
      ))}
    </ol>
  );
}

/** The piece told shot by shot, for whoever films it. */
export function ScriptPanel({ piece }: { piece: Content }) {
  const t = useWords(variantWords);
  const { language } = useLanguage();
  const query = useQuery(script(piece.id, piece.version));
  const copy = (shots: readonly Shot[]) => void navigator.clipboard.writeText(scriptText(shots)).then(() => say(t("copied")), sayError);
  return (
    <Loaded query={query} skeleton={<Skeleton className="h-64 w-full" />}>
      {(shots) => {
        const last = shots.at(-1);
        if (!last) return <p className="text-sm text-muted">{t("noScript")}</p>;
        const seconds = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 0 }).format(last.starts + last.seconds);
        return (
          <div className="flex flex-col gap-3">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p className="tabular text-sm text-body">{t("whole", { shots: shots.length, seconds })}</p>
              <Button size="sm" icon={Copy} onClick={() => copy(shots)}>{t("copy")}</Button>
            </div>
            <Shots shots={shots} />
          </div>
        );
      }}
    </Loaded>
  );
}
