import { Eraser, Undo2 } from "lucide-react";
import { useState } from "react";
import type { Brand, Channel, Platform } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { SelectInput } from "@/design/primitives/input";
import { sayError } from "@/design/primitives/toast";
import { SectionTitle } from "@/design/patterns/page";
import { useWords } from "@/lib/language";
import { readerZone, toWall } from "@/lib/zones";
import { SchedulePanel } from "../schedule-panel";
import { isEmpty, isUploading, offers, takes, wireKind, type Draft } from "./draft";
import { OptionsEditor } from "./options-editor";
import { Outcome } from "./outcome";
import { PreviewPanel } from "./preview-panel";
import { useComposition } from "./use-draft";
import { useFits } from "./use-fits";
import { useSend, type Outcome as Found } from "./use-send";
import { composeWords } from "./words";
import { Writer, type Chosen } from "./writer";

interface ComposerProps {
  channels: readonly Channel[];
  platforms: readonly Platform[];
  brands: readonly Brand[];
  brandId: string | undefined;
  start: readonly string[];
  /** What is written already, where one comes with something to send. */
  begun?: Partial<Draft> | undefined;
  onBrand: (id: string | undefined) => void;
}

/** Why the post cannot go out yet. */
function heldBy(draft: Draft, isRefused: boolean): "emptyPost" | "uploadsRun" | "mendFirst" | null {
  if (isEmpty(draft)) return "emptyPost";
  if (isUploading(draft)) return "uploadsRun";
  return isRefused ? "mendFirst" : null;
}

function BrandField({ brands, value, onChange }: { brands: readonly Brand[]; value: string | undefined; onChange: (id: string | undefined) => void }) {
  const t = useWords(composeWords);
  if (brands.length === 0) return null;
  return (
    <Field label={t("brand")}>
      {(ids) => (
        <SelectInput {...ids} value={value ?? ""} onChange={(event) => onChange(event.target.value || undefined)}>
          <option value="">{t("noBrand")}</option>
          {brands.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </SelectInput>
      )}
    </Field>
  );
}

const card = "rounded-card border border-subtle bg-surface-raised p-4";

/** A post in a person's own words, for any of the channels, as every network asks for it. */
export function Composer({ channels, platforms, brands, brandId, start, begun, onBrand }: ComposerProps) {
  const t = useWords(composeWords);
  const { draft, aside: earlier, change, clear } = useComposition(begun);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(start));
  const [shown, setShown] = useState<string | undefined>(start[0]);
  const [outcome, setOutcome] = useState<Found | null>(null);
  const send = useSend();
  const platformOf = (channel: Channel) => platforms.find((one) => one.id === channel.platform);
  const refusal = (channel: Channel) => {
    const platform = platformOf(channel);
    return platform && takes(platform, draft.kind) ? null : t("notTaken", { network: platform?.name ?? channel.platform, });
  };
  const calledThere = (channel: Channel) => {
    const platform = platformOf(channel);
    if (!platform || offers(platform, draft.kind)) return null;
    return wireKind(draft, platform) === "reel" ? t("as_reel") : t("as_video");
  };
  const chosen: Chosen[] = channels.flatMap((channel) => {
    const platform = platformOf(channel);
    return platform && picked.has(channel.id) && refusal(channel) === null ? [{ channel, platform }] : [];
  });
  const fits = useFits(draft, chosen.map((one) => one.channel), platformOf);
  const problemsOf = (one: Chosen | undefined) => fits.get(one?.channel.id ?? "")?.preview?.problems ?? [];
  const current = chosen.find((one) => one.channel.id === shown) ?? chosen[0];
  const isRefused = chosen.some((one) => problemsOf(one).length > 0);
  const brand = brands.find((one) => one.id === brandId);
  const zone = brand?.time_zone ?? readerZone();
  const reason = heldBy(draft, isRefused);
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) {
      next.add(id);
      setShown(id);
    }
    setPicked(next);
  };
  const go = (going: readonly Channel[], when: string) =>
    send.mutate(
      { draft, chosen: chosen.filter((one) => going.some((channel) => channel.id === one.channel.id)), sent: { when, brand: brandId } },
      {
        onSuccess: (found) => {
          setOutcome(found);
          setPicked(new Set(found.refused.map(({ one }) => one.channel.id)));
          if (found.refused.length === 0) clear();
        },
        onError: sayError,
      },
    );
  return (
    <div className="grid grid-cols-1 items-start gap-6 md:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,5fr)_minmax(22rem,5fr)_20rem]">
      <div className={`${card} flex flex-col gap-6`}>
        <Writer draft={draft} chosen={chosen} connected={platforms.filter((one) => channels.some((channel) => channel.platform === one.id))} problems={problemsOf(current)} onChange={change} />
        {chosen.length > 0 && <div className="flex flex-col empty:hidden">{chosen.map((one) => <OptionsEditor key={one.channel.id} draft={draft} channel={one.channel} platform={one.platform} problems={problemsOf(one)} onChange={change} />)}</div>}
        {earlier && <p role="status" className="flex flex-wrap items-center justify-between gap-2 text-xs text-muted">{t("aside")}<Button size="sm" icon={Undo2} onClick={() => change(earlier)}>{t("bringBack")}</Button></p>}
        {!isEmpty(draft) && <Button variant="quiet" size="sm" icon={Eraser} className="self-end" onClick={clear}>{t("clear")}</Button>}
      </div>
      <div className="order-3 min-w-0 rounded-card bg-surface-sunken p-4 sm:p-6 md:col-span-2 xl:sticky xl:top-19 xl:order-none xl:col-span-1">
        <PreviewPanel draft={draft} chosen={chosen} shown={current?.channel.id} fits={fits} brand={brand} onShow={setShown} onChange={change} />
      </div>
      <div className={`${card} flex flex-col gap-4 md:sticky md:top-19`}>
        <SectionTitle>{t("where")}</SectionTitle>
        {outcome ? (
          <Outcome outcome={outcome} onAgain={() => setOutcome(null)} />
        ) : (
          <>
            <BrandField brands={brands} value={brandId} onChange={onBrand} />
            <SchedulePanel channels={channels} chosen={picked} zone={zone} targetDate={toWall(new Date(), zone).slice(0, 10)} held={reason && t(reason)} refusal={refusal} calledThere={calledThere} isCalm isBusy={send.isPending} onToggle={toggle} onSend={go} />
          </>
        )}
      </div>
    </div>
  );
}
