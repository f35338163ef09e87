import { useQuery } from "@tanstack/react-query";
import { Snowflake } from "lucide-react";
import { freeze, useSetFreeze } from "@/api/channels";
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
