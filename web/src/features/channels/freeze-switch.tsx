import { useQuery } from "@tanstack/react-query";
import { Snowflake } from "lucide-react";
import { freeze, useSetFreeze } from "@/api/channels";
import { Button } from "@/design/primitives/button";
import { Switch } from "@/design/primitives/switch";
import { sayError } from "@/design/primitives/toast";
import { useWords } from "@/lib/language";
import { channelWords } from "./words";

export function FreezeSwitch() {
  const t = useWords(channelWords);
  const { data } = useQuery(freeze());
  const set = useSetFreeze();
  return (
    <div className="flex items-center gap-2 text-sm text-body">
      <Snowflake aria-hidden className="size-4 text-muted" />
      <span aria-hidden>{t("freeze")}</span>
      <Switch label={t("freeze")} checked={data?.frozen ?? false} disabled={!data || set.isPending} onChange={(frozen) => set.mutate(frozen, { onError: sayError })} />
    </div>
  );
}

/** While everything is frozen, this says so before anything else on the page. */
export function FreezeNotice() {
  const t = useWords(channelWords);
  const { data } = useQuery(freeze());
  const set = useSetFreeze();
  if (!data?.frozen) return null;
  return (
    <div role="status" className="arrive mb-6 flex flex-wrap items-center gap-x-6 gap-y-3 rounded-card bg-wash-waiting p-4">
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-strong">{t("freezeOn")}</p>
        <p className="mt-1 text-sm text-body">{t("freezeOnText")}</p>
      </div>
      <Button onClick={() => set.mutate(false, { onError: sayError })}>{t("lift")}</Button>
    </div>
  );
}
