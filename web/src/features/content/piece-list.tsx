import { Link } from "@tanstack/react-router";
import { Search, UserRound } from "lucide-react";
import type { Brand, Content, FoundContent } from "@/api/types";
import { Chip, type Tone } from "@/design/primitives/chip";
import { BrandMark } from "@/design/patterns/brand-mark";
import { Thumb } from "@/design/patterns/thumb";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import { firstLine } from "@/lib/post-text";
import { dayMonth, weekdayName } from "@/lib/time";
import { pieceWords } from "./piece-words";

const tones: Record<Content["status"], Tone> = { ready: "live", refused: "failed", making: "proposed", archived: "plain" };

type Piece = Content | FoundContent;

interface PieceRowProps {
  piece: Piece;
  brand: Brand | undefined;
  typeName: string;
}

function FoundBy({ piece }: { piece: Piece }) {
  const t = useWords(pieceWords);
  if (!("found_by" in piece) || piece.found_by.length === 0) return null;
  const word = piece.found_by.length > 1 ? "byBoth" : piece.found_by[0] === "meaning" ? "byMeaning" : "byWords";
  return <span className="inline-flex items-center gap-1 text-xs text-proposed"><Search aria-hidden className="size-3" />{t(word)}</span>;
}

function PieceRow({ piece, brand, typeName }: PieceRowProps) {
  const t = useWords(pieceWords);
  const { language } = useLanguage();
  const rest = piece.text.slice(firstLine(piece.text).length).trim();
  const needsPerson = piece.status === "ready" && piece.quality.needs_person;
  return (
    <li>
      <Link to="/create" search={{ brand: piece.brand_id, type: piece.type, date: piece.target_date, piece: piece.id, ...(piece.run_id && { run: piece.run_id }) }} className="group flex h-full gap-4 rounded-card border border-subtle bg-surface-raised p-3 transition-colors hover:border-strong">
        <Thumb url={piece.image?.url} className="w-20 self-start" />
        <span className="flex min-w-0 flex-1 flex-col gap-1">
          <span className="at-start line-clamp-2 font-medium text-strong" dir="auto">{firstLine(piece.text) || typeName}</span>
          <span className="at-start line-clamp-2 text-sm text-muted" dir={piece.language === "ar" ? "rtl" : "ltr"}>{piece.text ? rest : t("unmade")}</span>
          <span className="mt-auto flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-xs text-muted">
            <span className="inline-flex min-w-0 items-center gap-1"><BrandMark brand={brand} /><bdi className="truncate">{brand?.name}</bdi></span>
            <bdi>{typeName}</bdi>
            <span className="tabular">{weekdayName(piece.target_date, language, "short")} {dayMonth(piece.target_date, language)}</span>
          </span>
          <span className="flex flex-wrap items-center gap-2">
            <Chip tone={tones[piece.status]}>{t(piece.status)}</Chip>
            {needsPerson && <Chip tone="waiting"><UserRound aria-hidden className="size-3" />{t("waits")}</Chip>}
            {typeof piece.quality.score === "number" && <span className="tabular text-xs text-muted">{t("score", { score: percent(piece.quality.score, language) })}</span>}
            <FoundBy piece={piece} />
          </span>
        </span>
      </Link>
    </li>
  );
}

interface PieceListProps {
  list: readonly Piece[];
  brandOf: (id: string) => Brand | undefined;
  nameOf: (type: string) => string;
}

/** Pieces with their pictures, their first lines, and how they stand. */
export function PieceList({ list, brandOf, nameOf }: PieceListProps) {
  const t = useWords(pieceWords);
  return (
    <ul aria-label={t("title")} className="grid grid-cols-1 gap-3 xl:grid-cols-2">
      {list.map((piece) => <PieceRow key={piece.id} piece={piece} brand={brandOf(piece.brand_id)} typeName={nameOf(piece.type)} />)}
    </ul>
  );
}
