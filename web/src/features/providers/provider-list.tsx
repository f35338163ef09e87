import { useQuery } from "@tanstack/react-query";
import { BookOpen, Bot, Plus } from "lucide-react";
import { useState } from "react";
import { providers, useRemoveProvider, useTryProvider } from "@/api/providers";
import type { Provider, Trial } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Chip } from "@/design/primitives/chip";
import { Skeleton } from "@/design/primitives/skeleton";
import { sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { Loaded } from "@/design/patterns/loaded";
import { SectionTitle } from "@/design/patterns/page";
import { useWords } from "@/lib/language";
import { clockTime } from "@/lib/time";
import { readerZone } from "@/lib/zones";
import { ProviderDialog } from "./provider-dialog";
import { providerWords } from "./words";

function useStanding() {
  const t = useWords(providerWords);
  return (one: Provider): { text: string; tone: "live" | "waiting" | "plain" } => {
    if (!one.is_enabled) return { text: t("paused"), tone: "plain" };
    if (one.retry_at && one.failures > 0) return { text: t("resting", { time: clockTime(one.retry_at, readerZone()) }), tone: "waiting" };
    if (one.health_detail) return { text: one.health_detail, tone: one.failures > 0 ? "waiting" : "live" };
    return one.health === "unknown" ? { text: t("unknown"), tone: "plain" } : { text: t("good"), tone: "live" };
  };
}

function Found({ trial }: { trial: Trial }) {
  return (
    <p role="status" className={`at-start rounded-control px-3 py-2 text-xs ${trial.is_ok ? "bg-wash-live text-live" : "bg-wash-failed text-failed"}`} dir="auto">
      {trial.sentence} {!trial.is_ok && trial.remedy}
    </p>
  );
}

function ProviderCard({ provider, onChange, onRemove }: { provider: Provider; onChange: () => void; onRemove: () => void }) {
  const t = useWords(providerWords);
  const standing = useStanding()(provider);
  const trial = useTryProvider();
  return (
    <li className="flex flex-col gap-3 border-b border-subtle px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Bot aria-hidden className="size-4 text-muted" />
        <div className="min-w-40 flex-1">
          <p className="flex items-center gap-2 text-sm font-medium text-strong"><bdi className="truncate">{provider.name}</bdi><Chip>{t(provider.step)}</Chip><Chip>{t(provider.tier)}</Chip></p>
          <p className="at-start truncate font-mono text-xs text-muted" dir="ltr">{provider.model} · {provider.base_url}</p>
        </div>
        <Chip tone={standing.tone}><span className="max-w-60 truncate">{standing.text}</span></Chip>
        <span className="flex gap-2">
          <Button size="sm" isBusy={trial.isPending} onClick={() => trial.mutate(provider.id, { onError: sayError })}>{t("tryIt")}</Button>
          <Button size="sm" onClick={onChange}>{t("change")}</Button>
          <Button size="sm" variant="danger" onClick={onRemove}>{t("remove")}</Button>
        </span>
      </div>
      {trial.data && <Found trial={trial.data} />}
    </li>
  );
}

/** The models of the workspace; the built-in ones stand first and can always take over. */
export function ProviderList() {
  const t = useWords(providerWords);
  const query = useQuery(providers());
  const remove = useRemoveProvider();
  const [open, setOpen] = useState<Provider | "new" | null>(null);
  const [asking, setAsking] = useState<Provider | null>(null);
  return (
    <section>
      <SectionTitle trailing={<Button variant="primary" icon={Plus} onClick={() => setOpen("new")}>{t("add")}</Button>}>{t("models")}</SectionTitle>
      <Loaded query={query} skeleton={<Skeleton className="h-32 w-full" />}>
        {(list) => (
          <ul className="rounded-card border border-subtle bg-surface-raised">
            <li className="flex items-center gap-4 border-b border-subtle px-4 py-3 last:border-b-0">
              <BookOpen aria-hidden className="size-4 shrink-0 text-muted" />
              <div className="min-w-0 flex-1">
                <p className="text-sm font-medium text-strong">{t("builtIn")}</p>
                <p className="text-xs text-muted">{t("builtInText")}</p>
              </div>
              <Chip tone="live">{t("always")}</Chip>
            </li>
            {list.map((one) => <ProviderCard key={one.id} provider={one} onChange={() => setOpen(one)} onRemove={() => setAsking(one)} />)}
            {list.length === 0 && <li className="px-4 py-3 text-sm text-muted">{t("noModelsText")}</li>}
          </ul>
        )}
      </Loaded>
      <ProviderDialog isOpen={open !== null} provider={open === "new" ? null : open} onClose={() => setOpen(null)} />
      <ConfirmDialog
        isOpen={asking !== null}
        title={t("removeTitle", { name: asking?.name ?? "" })}
        text={t("removeText")}
        confirmLabel={t("remove")}
        keepLabel={t("keep")}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (asking) remove.mutate(asking.id, { onError: sayError });
          setAsking(null);
        }}
      />
    </section>
  );
}
