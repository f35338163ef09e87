import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { apiKeys, useMakeKey, useRevokeKey } from "@/api/session";
import type { APIKey } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { Skeleton } from "@/design/primitives/skeleton";
import { sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { Loaded } from "@/design/patterns/loaded";
import { Empty } from "@/design/patterns/states";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { fromNow } from "@/lib/time";
import { OnceShown } from "./once-shown";
import { settingsWords } from "./words";

function KeyRow({ apiKey, onRevoke }: { apiKey: APIKey; onRevoke: () => void }) {
  const t = useWords(settingsWords);
  const { language } = useLanguage();
  const now = useNow();
  return (
    <li className="flex items-center gap-4 border-b border-subtle px-4 py-3 last:border-b-0">
      <KeyRound aria-hidden className="size-4 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="at-start truncate text-sm font-medium text-strong" dir="auto">{apiKey.name}</p>
        <p className="flex flex-wrap gap-x-3 text-xs text-muted">
          {apiKey.prefix && <span dir="ltr" className="font-mono">{apiKey.prefix}…</span>}
          <span>{t("made", { when: fromNow(apiKey.created_at, now, language) })}</span>
          <span>{apiKey.last_used_at ? t("lastUsed", { when: fromNow(apiKey.last_used_at, now, language) }) : t("neverUsed")}</span>
        </p>
      </div>
      <Button variant="danger" size="sm" onClick={onRevoke}>{t("revoke")}</Button>
    </li>
  );
}

export function KeysPanel() {
  const t = useWords(settingsWords);
  const query = useQuery(apiKeys());
  const make = useMakeKey();
  const revoke = useRevokeKey();
  const [name, setName] = useState("");
  const [asking, setAsking] = useState<APIKey | null>(null);
  return (
    <div className="flex flex-col gap-6">
      <p className="text-sm text-muted">{t("keysLead")}</p>
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) make.mutate(name.trim(), { onSuccess: () => setName(""), onError: sayError });
        }}
      >
        <Field label={t("keyName")} help={t("keyNameHelp")} className="min-w-60 flex-1">{(ids) => <TextInput {...ids} dir="auto" value={name} onChange={(event) => setName(event.target.value)} />}</Field>
        <Button type="submit" variant="primary" disabled={!name.trim()} isBusy={make.isPending} className="mt-6">{t("makeKey")}</Button>
      </form>
      {make.data && <OnceShown text={t("keyOnce")} secret={make.data.key} />}
      <Loaded query={query} skeleton={<Skeleton className="h-32 w-full" />}>
        {(list) =>
          list.length ? (
            <ul className="rounded-card border border-subtle bg-surface-raised">{list.map((one) => <KeyRow key={one.id} apiKey={one} onRevoke={() => setAsking(one)} />)}</ul>
          ) : (
            <Empty compact icon={KeyRound} title={t("noKeys")}>{t("keysLead")}</Empty>
          )
        }
      </Loaded>
      <ConfirmDialog
        isOpen={asking !== null}
        title={t("revokeTitle", { name: asking?.name ?? "" })}
        text={t("revokeText")}
        confirmLabel={t("revoke")}
        keepLabel={t("cancel")}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (asking) revoke.mutate(asking.id, { onError: sayError });
          setAsking(null);
        }}
      />
    </div>
  );
}
