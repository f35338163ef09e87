import { Check, Diff, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import type { Content, Variant } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Chip } from "@/design/primitives/chip";
import { IconButton } from "@/design/primitives/icon-button";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { WordChanges } from "@/design/patterns/word-changes";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import { graphemes } from "@/lib/text-length";
import { changesBetween, shareChanged } from "@/lib/word-diff";
import { variantWords } from "./variant-words";

const card = "flex min-w-0 flex-col gap-3 rounded-card border bg-surface-raised p-4";

/** What stands now, first in the row, so that the eye has something to compare with. */
export function PresentCard({ piece }: { piece: Content }) {
  const t = useWords(variantWords);
  return (
    <article className={`${card} border-strong`} aria-label={t("now")}>
      <header className="flex h-7 items-center justify-between gap-2">
        <h3 className="text-sm font-semibold text-strong">{t("now")}</h3>
        <span className="tabular text-xs text-muted">{t("chars", { count: graphemes(piece.text).length })}</span>
      </header>
      <p className="at-start flex-1 text-sm leading-6 whitespace-pre-wrap text-body" dir="auto">{piece.text}</p>
      {piece.hashtags.length > 0 && <Tags tags={piece.hashtags} />}
    </article>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  return <p className="at-start text-xs break-words text-muted" dir="auto">{tags.map((tag) => `#${tag.replace(/^#+/, "")}`).join(" ")}</p>;
}

function Verdict({ variant }: { variant: Variant }) {
  const t = useWords(variantWords);
  const { language } = useLanguage();
  if (variant.quality.passed === false) return <Chip tone="failed">{t("refused")}</Chip>;
  if (variant.score === null) return null;
  return <Chip tone="live">{t("score", { score: percent(variant.score, language) })}</Chip>;
}

function Reasons({ reasons }: { reasons: readonly string[] }) {
  const t = useWords(variantWords);
  if (reasons.length === 0) return null;
  return (
    <div className="rounded-control bg-wash-proposed px-3 py-2 text-xs text-body">
      <p className="font-medium text-proposed">{t("why")}</p>
      <ul className="mt-1 flex flex-col gap-1" dir="auto">{reasons.map((reason) => <li key={reason} className="at-start">{reason}</li>)}</ul>
    </div>
  );
}

interface VariantCardProps {
  piece: Content;
  variant: Variant;
  number: number;
  isBusy: boolean;
  held: boolean;
  onChoose: () => void;
  onDiscard: () => void;
}

/** Another wording: read it, see what differs, take it or throw it away. */
export function VariantCard({ piece, variant, number, isBusy, held, onChoose, onDiscard }: VariantCardProps) {
  const t = useWords(variantWords);
  const { language } = useLanguage();
  const [isCompared, setCompared] = useState(false);
  const changes = useMemo(() => changesBetween(piece.text, variant.text), [piece.text, variant.text]);
  const isInUse = piece.text === variant.text;
  const failure = variant.quality.checks?.find((one) => !one.passed && one.must);
  return (
    <article className={`${card} arrive border-subtle`} aria-label={`${t(variant.kind)} ${number}`}>
      <header className="flex h-7 items-center gap-2">
        {variant.platform ? <span className="flex min-w-0 items-center gap-2 text-sm font-semibold text-strong"><PlatformMark platform={variant.platform} className="size-4" />{platformName(variant.platform)}</span> : <h3 className="tabular text-sm font-semibold text-strong">{number}</h3>}
        <Verdict variant={variant} />
        <span className="flex-1" />
        <IconButton icon={Diff} size="sm" label={t(isCompared ? "read" : "compare")} aria-pressed={isCompared} onClick={() => setCompared(!isCompared)} className={isCompared ? "bg-surface-selected text-action" : ""} />
        <IconButton icon={Trash2} size="sm" label={t("discard")} onClick={onDiscard} />
      </header>
      <div className="flex-1">
        {isCompared ? <WordChanges changes={changes} /> : <p className="at-start text-sm leading-6 whitespace-pre-wrap text-strong" dir="auto">{variant.text}</p>}
      </div>
      {variant.hashtags.length > 0 && <Tags tags={variant.hashtags} />}
      <Reasons reasons={variant.reasons} />
      {failure && <p className="at-start text-xs text-failed" dir="auto">{failure.detail}</p>}
      <footer className="flex flex-wrap items-center justify-between gap-2 border-t border-subtle pt-3">
        <span className="tabular text-xs text-muted">{t("chars", { count: graphemes(variant.text).length })} · {t("differs", { share: percent(shareChanged(changes), language) })}</span>
        {isInUse ? <Chip tone="live"><Check aria-hidden className="size-3" />{t("chosen")}</Chip> : <Button size="sm" isBusy={isBusy} disabled={held} onClick={onChoose}>{t("choose")}</Button>}
      </footer>
    </article>
  );
}
