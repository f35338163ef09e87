import { useQuery } from "@tanstack/react-query";
import { Snowflake } from "lucide-react";
import { useState } from "react";
import { freeze, useSetFreeze } from "@/api/channels";
import { Button } from "@/design/primitives/button";
import { IconButton } from "@/design/primitives/icon-button";
import { sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { useWords } from "@/lib/language";
import { shellWords } from "./words";

/** Stops everything from any page; asked once, because it stops everything. */
export function FreezeButton() {
  const t = useWords(shellWords);
  const { data } = useQuery(freeze());
  const set = useSetFreeze();
  const [isAsking, setAsking] = useState(false);
  if (!data || data.frozen) return null;
  return (
    <>
      <IconButton icon={Snowflake} label={t("freeze")} onClick={() => setAsking(true)} />
      <ConfirmDialog
        isOpen={isAsking}
        title={t("freezeTitle")}
        text={t("freezeText")}
        confirmLabel={t("freeze")}
        keepLabel={t("freezeNot")}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          set.mutate(true, { onError: sayError });
        }}
      />
    </>
  );
}

/** While everything is frozen, every page says so before anything else. */
export function FreezeStrip() {
  const t = useWords(shellWords);
  const { data } = useQuery(freeze());
  const set = useSetFreeze();
  if (!data?.frozen) return null;
  return (
    <div role="status" className="arrive flex flex-wrap items-center gap-x-4 gap-y-2 bg-wash-waiting px-4 py-2 text-sm sm:px-6 lg:px-8">
      <Snowflake aria-hidden className="size-4 shrink-0 text-waiting" />
      <p className="min-w-0 flex-1 text-body"><span className="font-semibold text-strong">{t("frozen")}</span> <span className="max-sm:hidden">{t("frozenText")}</span></p>
      <Button size="sm" isBusy={set.isPending} onClick={() => set.mutate(false, { onError: sayError })}>{t("lift")}</Button>
    </div>
  );
}
