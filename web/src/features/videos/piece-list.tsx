import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Files } from "lucide-react";
import { useState } from "react";
import { useBrandById } from "@/api/brands";
import { foundPieces, pieces } from "@/api/content";
import type { Content, ContentType, FoundContent } from "@/api/types";
import { buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { SearchField } from "@/design/patterns/search-field";
import { Empty } from "@/design/patterns/states";
import { Thumb } from "@/design/patterns/thumb";
import { useLanguage, useWords } from "@/lib/language";
import { firstLine } from "@/lib/post-text";
import { dayMonth, weekdayName } from "@/lib/time";
import { orderWords } from "./words";

export type Piece = Content | FoundContent;

function PieceRow({ piece, typeName, isChosen, onChoose }: { piece: Piece; typeName: string; isChosen: boolean; onChoose: () => void }) {
  const { language } = useLanguage();
  const brand = useBrandById()(piece.brand_id);
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={onChoose} className="flex w-full items-center gap-3 rounded-control p-2 text-start hover:bg-surface-hover aria-pressed:bg-surface-selected aria-pressed:ring-2 aria-pressed:ring-action">
        <Thumb url={piece.image?.url} className="w-10" />
        <span className="min-w-0 flex-1">
          <span className="at-start line-clamp-2 text-sm font-medium text-strong" dir="auto">{firstLine(piece.text) || typeName}</span>
          <span className="tabular block truncate text-xs text-muted">{brand && <><bdi>{brand.name}</bdi> · </>}{weekdayName(piece.target_date, language, "short")} {dayMonth(piece.target_date, language)} · <bdi>{typeName}</bdi></span>
        </span>
      </button>
    </li>
  );
}

interface PieceListProps {
  types: readonly ContentType[];
  /** The piece one came with; it stands first, wherever it is in the list. */
  given: Piece | undefined;
  chosen: Piece | undefined;
  onChoose: (piece: Piece) => void;
}

/** Ready pieces of the kinds that have videos; by day, or by what is searched. */
export function PieceList({ types, given, chosen, onChoose }: PieceListProps) {
  const t = useWords(orderWords);
  const [q, setQ] = useState("");
  const found = useQuery({ ...foundPieces({ q, status: "ready" }), enabled: q !== "" });
  const listed = useQuery({ ...pieces({ status: "ready", page: 1 }), enabled: q === "", select: ({ data }): Piece[] => (given ? [given, ...data.filter((one) => one.id !== given.id)] : data) });
  const nameOf = (type: string) => types.find((one) => one.id === type)?.name ?? type;
  const skeleton = <div className="flex flex-col gap-2">{[0, 1, 2, 3].map((one) => <Skeleton key={one} className="h-14 w-full" />)}</div>;
  const shown = (list: readonly Piece[]) => {
    const fitting = list.filter((one) => types.some((type) => type.id === one.type && type.video));
    if (fitting.length === 0) return <Empty compact icon={Files} title={t("noPieces")} action={<Link to="/create" className={buttonLook()}>{t("toCreate")}</Link>}>{t("noPiecesText", { types: types.filter((one) => one.video).map((one) => one.name).join(" · ") })}</Empty>;
    return <ul aria-label={t("piece")} className="flex flex-col gap-1">{fitting.map((one) => <PieceRow key={one.id} piece={one} typeName={nameOf(one.type)} isChosen={one.id === chosen?.id} onChoose={() => onChoose(one)} />)}</ul>;
  };
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <SearchField label={t("search")} value={q} onSearch={setQ} />
      <div className="h-64 overflow-y-auto rounded-card border border-subtle p-1 md:h-112">
        {q ? <Loaded query={found} skeleton={skeleton}>{shown}</Loaded> : <Loaded query={listed} skeleton={skeleton}>{shown}</Loaded>}
      </div>
    </div>
  );
}
