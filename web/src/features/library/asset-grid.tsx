import { FileText, Film, TriangleAlert } from "lucide-react";
import type { Asset } from "@/api/types";
import { useWords } from "@/lib/language";
import { libraryWords } from "./words";

function Picture({ asset }: { asset: Asset }) {
  const look = "h-full w-full object-cover transition-transform duration-200 group-hover:scale-[1.02]";
  if (asset.thumbnail_url ?? asset.mime.startsWith("image/")) return <img src={asset.thumbnail_url ?? asset.url} alt="" loading="lazy" decoding="async" className={look} />;
  const Icon = asset.mime.startsWith("video/") ? Film : FileText;
  return <span className="flex h-full w-full items-center justify-center"><Icon aria-hidden className="size-8 text-muted" /></span>;
}

interface AssetTileProps {
  asset: Asset;
  isChosen: boolean;
  onChoose: () => void;
}

function AssetTile({ asset, isChosen, onChoose }: AssetTileProps) {
  const t = useWords(libraryWords);
  const isUnlicensed = asset.licence.kind === "unknown";
  const name = asset.title || asset.alt || t("details");
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={onChoose} className="group flex w-full flex-col gap-2 rounded-card p-1 text-start aria-pressed:bg-surface-selected aria-pressed:ring-2 aria-pressed:ring-action">
        <span className="relative block aspect-square w-full overflow-hidden rounded-control bg-surface-sunken ring-1 ring-inset ring-line-subtle">
          <Picture asset={asset} />
          {asset.mime.startsWith("video/") && <span className="absolute end-2 bottom-2 rounded-control bg-surface-raised p-1 text-strong"><Film aria-hidden className="size-3" /></span>}
          {isUnlicensed && <span title={t("unlicensed")} className="absolute end-2 top-2 inline-flex size-6 items-center justify-center rounded-full bg-wash-waiting text-waiting"><TriangleAlert aria-hidden className="size-4" /><span className="sr-only">{t("unlicensed")}</span></span>}
        </span>
        <span className="at-start w-full truncate px-1 text-xs text-body" dir="auto">{name}</span>
      </button>
    </li>
  );
}

interface AssetGridProps {
  list: readonly Asset[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** The files as pictures; what has no terms says so on its face. */
export function AssetGrid({ list, chosen, onChoose }: AssetGridProps) {
  const t = useWords(libraryWords);
  return (
    <ul aria-label={t("files")} className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3">
      {list.map((one) => <AssetTile key={one.id} asset={one} isChosen={one.id === chosen} onChoose={() => onChoose(one.id)} />)}
    </ul>
  );
}
