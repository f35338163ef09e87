import { Eye, Wand2 } from "lucide-react";
import type { Adaptation, Brand } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextArea } from "@/design/primitives/input";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { PostPreview } from "@/design/patterns/previews/post-preview";
import type { PreviewMedium } from "@/design/patterns/previews/types";
import { useWords } from "@/lib/language";
import { Counts } from "./counts";
import { takesLink, textFor, textRules, wireKind, type Attached, type Draft } from "./draft";
import type { Change } from "./use-draft";
import type { Fit } from "./use-fits";
import { composeWords } from "./words";
import type { Chosen } from "./writer";

function mediaOf(attached: readonly Attached[], fit: Fit | undefined): PreviewMedium[] {
  const mine = attached.flatMap(({ asset, alt, name, poster }) => (asset ? [{ id: asset.id, url: asset.url, mime: asset.mime, alt, name, poster }] : []));
  const fitted = fit?.preview?.media;
  // The API shows the files as they would go out; the words for them are the ones being typed.
  if (fitted?.length !== mine.length) return mine;
  return fitted.map((one, index) => ({ url: one.url, mime: one.mime, alt: mine[index]?.alt ?? one.alt, name: mine[index]?.name, poster: mine[index]?.poster }));
}

function Switcher({ chosen, shown, fits, onShow }: { chosen: readonly Chosen[]; shown: string; fits: Map<string, Fit>; onShow: (id: string) => void }) {
  const t = useWords(composeWords);
  return (
    <div role="radiogroup" aria-label={t("preview")} className="flex max-w-full flex-wrap justify-center gap-1">
      {chosen.map(({ channel }) => {
        const isBad = (fits.get(channel.id)?.preview?.problems.length ?? 0) > 0;
        return (
          <button
            key={channel.id}
            type="button"
            role="radio"
            aria-checked={channel.id === shown}
            aria-label={`${platformName(channel.platform)} ${channel.handle}`}
            title={`${platformName(channel.platform)} · ${channel.handle}`}
            onClick={() => onShow(channel.id)}
            className="relative inline-flex size-9 items-center justify-center rounded-control text-muted transition-colors hover:text-strong aria-checked:bg-surface-raised aria-checked:text-strong aria-checked:ring-1 aria-checked:ring-line-strong"
          >
            <PlatformMark platform={channel.platform} className="size-5" />
            {isBad && <span className="absolute end-1 top-1 size-2 rounded-full bg-failed ring-2 ring-surface-sunken" />}
          </button>
        );
      })}
    </div>
  );
}

function OwnText({ draft, one, onChange }: { draft: Draft; one: Chosen; onChange: (change: Change) => void }) {
  const t = useWords(composeWords);
  const own = draft.own[one.channel.id];
  const set = (text: string | undefined) =>
    onChange((old) => {
      const rest = Object.fromEntries(Object.entries(old.own).filter(([id]) => id !== one.channel.id));
      return { own: text === undefined ? rest : { ...rest, [one.channel.id]: text } };
    });
  if (own === undefined) return <Button size="sm" variant="quiet" className="max-w-full" onClick={() => set(draft.text)}><span className="truncate">{t("ownText", { handle: one.channel.handle })}</span></Button>;
  return (
    <div className="flex w-full max-w-98 flex-col gap-2">
      <Field label={t("ownLabel", { handle: one.channel.handle })} trailing={<Button size="sm" variant="quiet" onClick={() => set(undefined)}>{t("sameText")}</Button>}>
        {(ids) => <TextArea {...ids} dir="auto" rows={4} value={own} onChange={(event) => set(event.target.value)} />}
      </Field>
      <Counts text={own} rules={[{ platform: one.platform, rules: textRules(one.platform, wireKind(draft, one.platform)) }]} />
    </div>
  );
}

function Shown({ draft, one, fit, symbol }: { draft: Draft; one: Chosen; fit: Fit | undefined; symbol: string | null | undefined }) {
  const t = useWords(composeWords);
  const { channel, platform } = one;
  const told = fit && !fit.isChecking ? fit.preview : null;
  const kind = wireKind(draft, platform);
  const parts = kind === "thread" ? draft.parts.map((part, index) => ({ text: told?.parts[index]?.text ?? part.text, media: mediaOf(part.media, undefined) })) : [];
  return (
    <PostPreview
      platform={platform.id}
      label={`${t("preview")} · ${platform.name}`}
      name={channel.name}
      handle={channel.handle}
      avatar={channel.avatar_url}
      symbol={symbol}
      text={told?.text ?? textFor(draft, channel.id, platform)}
      title={draft.title}
      link={takesLink(platform, kind) ? draft.link : null}
      poll={kind === "poll" ? { answers: draft.answers, seconds: draft.seconds } : null}
      kind={kind}
      options={draft.options[channel.id]}
      media={mediaOf(draft.media, fit)}
      parts={parts}
      time="now"
    />
  );
}

function Changes({ network, changes }: { network: string; changes: readonly Adaptation[] }) {
  const t = useWords(composeWords);
  if (changes.length === 0) return null;
  return (
    <div className="w-full max-w-98 rounded-card bg-wash-proposed p-3 text-sm">
      <p className="font-medium text-proposed">{t("changed", { network })}</p>
      <ul className="mt-1 flex flex-col gap-1">
        {changes.map((change) => <li key={change.field + change.what} className="at-start text-body" dir="auto">{change.what}{change.why && <span className="text-muted"> · {change.why}</span>}</li>)}
      </ul>
    </div>
  );
}

interface PreviewPanelProps {
  draft: Draft;
  chosen: readonly Chosen[];
  shown: string | undefined;
  fits: Map<string, Fit>;
  brand: Brand | undefined;
  onShow: (id: string) => void;
  onChange: (change: Change) => void;
}

/** The post as each chosen channel's readers will see it, with what is changed on the way there. */
export function PreviewPanel({ draft, chosen, shown, fits, brand, onShow, onChange }: PreviewPanelProps) {
  const t = useWords(composeWords);
  const one = chosen.find(({ channel }) => channel.id === shown) ?? chosen[0];
  if (!one) {
    return (
      <div className="flex aspect-4/5 w-full max-w-98 flex-col items-center justify-center gap-4 self-center rounded-card border border-dashed border-strong p-8 text-center">
        <Eye aria-hidden className="size-8 text-line-strong" />
        <p className="max-w-60 text-sm text-body">{t("pickFirst")}</p>
      </div>
    );
  }
  const { channel, platform } = one;
  const fit = fits.get(channel.id);
  const told = fit?.preview ?? null;
  const isOwn = draft.own[channel.id] !== undefined;
  return (
    <section aria-label={t("preview")} className="flex flex-col items-center gap-4">
      <Switcher chosen={chosen} shown={channel.id} fits={fits} onShow={onShow} />
      <Shown key={channel.id} draft={draft} one={one} fit={fit} symbol={brand?.kit.symbol} />
      {told?.suggested_text && !isOwn && (
        <Button size="sm" icon={Wand2} onClick={() => onChange((old) => ({ own: { ...old.own, [channel.id]: told.suggested_text ?? "" } }))}>{t("useShorter")}</Button>
      )}
      <OwnText draft={draft} one={one} onChange={onChange} />
      {told && <Changes network={platform.name} changes={told.adaptations} />}
    </section>
  );
}
