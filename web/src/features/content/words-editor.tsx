import type { Platform } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextArea, TextInput } from "@/design/primitives/input";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";
import { composed, measure } from "@/lib/text-length";
import { studioWords } from "./words";

export interface Draft {
  text: string;
  hashtags: string;
}

export function tagsOf(hashtags: string): string[] {
  return hashtags.split(/[\s,،]+/).map((tag) => tag.replace(/^#+/, "")).filter(Boolean);
}

export interface Fit {
  /** What the API will send there, in the network's measure. */
  length: number;
  isRefused: boolean;
}

interface CountProps {
  platform: Platform;
  typed: number;
  max: number;
  fit: Fit | undefined;
}

/** One network's measure. A text that is too long is shortened by the API, or refused by it. */
function NetworkCount({ platform, typed, max, fit }: CountProps) {
  const t = useWords(studioWords);
  const { language } = useLanguage();
  const isOver = typed > max;
  const isBad = fit?.isRefused ?? false;
  const shown = isOver && fit && !isBad ? fit.length : typed;
  return (
    <li className="flex min-w-0 flex-col gap-1 text-xs" title={`${platform.name}: ${t(platform.text.unit)}`}>
      <span className="flex flex-wrap items-center gap-x-2">
        <PlatformMark platform={platform.id} className="size-4 text-muted" />
        <span className="sr-only">{platform.name}</span>
        <span dir="ltr" className={`tabular ${isBad ? "font-semibold text-failed" : "text-body"}`}>
          {whole(shown, language)} / {whole(max, language)}
        </span>
        <span className="sr-only">{t(platform.text.unit)}</span>
      </span>
      <span aria-hidden className="block h-1 overflow-hidden rounded-full bg-line-subtle">
        <span style={{ inlineSize: `${Math.min(shown / max, 1) * 100}%` }} className={`block h-full rounded-full ${isBad ? "bg-failed" : isOver ? "bg-waiting" : "bg-line-control"}`} />
      </span>
      {isOver && <span className={isBad ? "text-failed" : "text-waiting"}>{isBad ? t("over", { count: typed - max }) : t("shortened")}</span>}
    </li>
  );
}

interface WordsEditorProps {
  draft: Draft;
  isDirty: boolean;
  isSaving: boolean;
  platforms: readonly Platform[];
  fitOf: (platform: string) => Fit | undefined;
  onChange: (draft: Draft) => void;
  onSave: () => void;
  onDiscard: () => void;
}

/** The words, edited in place; what each network still takes is counted while typing. */
export function WordsEditor({ draft, isDirty, isSaving, platforms, fitOf, onChange, onSave, onDiscard }: WordsEditorProps) {
  const t = useWords(studioWords);
  const text = composed(draft.text, tagsOf(draft.hashtags));
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <Field label={t("text")}>
        {(ids) => <TextArea {...ids} dir="auto" rows={7} value={draft.text} onChange={(event) => onChange({ ...draft, text: event.target.value })} />}
      </Field>
      <Field label={t("hashtags")} help={t("hashtagsHelp")}>
        {(ids) => <TextInput {...ids} dir="auto" value={draft.hashtags} onChange={(event) => onChange({ ...draft, hashtags: event.target.value })} />}
      </Field>
      <ul aria-label={t("counts")} className="grid grid-cols-3 gap-x-4 gap-y-2">
        {platforms.map((platform) => {
          const { length, max } = measure(text, platform.text);
          return <NetworkCount key={platform.id} platform={platform} typed={length} max={max} fit={fitOf(platform.id)} />;
        })}
      </ul>
      {isDirty && (
        <div className="arrive flex justify-end gap-2">
          <Button variant="quiet" onClick={onDiscard}>{t("discard")}</Button>
          <Button type="submit" isBusy={isSaving}>{t("save")}</Button>
        </div>
      )}
    </form>
  );
}
