import type { Platform } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextArea, TextInput } from "@/design/primitives/input";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
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

function Counts({ draft, platforms }: { draft: Draft; platforms: readonly Platform[] }) {
  const t = useWords(studioWords);
  const { language } = useLanguage();
  const text = composed(draft.text, tagsOf(draft.hashtags));
  return (
    <ul aria-label={t("counts")} className="grid grid-cols-3 gap-x-4 gap-y-2">
      {platforms.map((platform) => {
        const count = measure(text, platform.text);
        const share = Math.min(count.length / count.max, 1);
        return (
          <li key={platform.id} className="flex min-w-0 flex-col gap-1 text-xs" title={`${platformName(platform.id)}: ${t(platform.text.unit)}`}>
            <span className="flex flex-wrap items-center gap-x-2">
              <PlatformMark platform={platform.id} className="size-4 text-muted" />
              <span className="sr-only">{platformName(platform.id)}</span>
              <span dir="ltr" className={`tabular ${count.fits ? "text-body" : "font-semibold text-failed"}`}>
                {whole(count.length, language)} / {whole(count.max, language)}
              </span>
              {!count.fits && <span className="text-failed">{t("over", { count: Math.max(1, -count.left) })}</span>}
              <span className="sr-only">{t(platform.text.unit)}</span>
            </span>
            <span aria-hidden className="block h-1 overflow-hidden rounded-full bg-line-subtle">
              <span style={{ inlineSize: `${share * 100}%` }} className={`block h-full rounded-full ${count.fits ? "bg-line-control" : "bg-failed"}`} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

interface WordsEditorProps {
  draft: Draft;
  isDirty: boolean;
  isSaving: boolean;
  platforms: readonly Platform[];
  onChange: (draft: Draft) => void;
  onSave: () => void;
  onDiscard: () => void;
}

/** The words, edited in place; what each network still takes is counted while typing. */
export function WordsEditor({ draft, isDirty, isSaving, platforms, onChange, onSave, onDiscard }: WordsEditorProps) {
  const t = useWords(studioWords);
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
      <Counts draft={draft} platforms={platforms} />
      {isDirty && (
        <div className="arrive flex justify-end gap-2">
          <Button variant="quiet" onClick={onDiscard}>{t("discard")}</Button>
          <Button type="submit" isBusy={isSaving}>{t("save")}</Button>
        </div>
      )}
    </form>
  );
}
