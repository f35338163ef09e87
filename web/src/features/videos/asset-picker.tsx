import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Film, Images, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { assets, foundAssets } from "@/api/library";
import type { Asset } from "@/api/types";
import { buttonLook } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { SearchField } from "@/design/patterns/search-field";
import { Empty } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { choiceWords } from "./choice-words";
import { studioWords } from "./studio-words";

type Kind = "image" | "video";

interface PickerProps {
  isOpen: boolean;
  kinds: readonly Kind[];
  title: string;
  text: string;
  onClose: () => void;
  onPick: (asset: Asset) => void;
}

function Tile({ asset, onPick }: { asset: Asset; onPick: () => void }) {
  const t = useWords(studioWords);
  const name = asset.title || asset.alt || asset.mime;
  const isUnlicensed = asset.licence.kind === "unknown";
  return (
    <li>
      <button type="button" onClick={onPick} className="group flex w-full flex-col gap-1 rounded-control p-1 text-start hover:bg-surface-hover">
        <span className="relative block aspect-square w-full overflow-hidden rounded-control bg-surface-sunken ring-1 ring-inset ring-line-subtle">
          {asset.thumbnail_url ?? asset.mime.startsWith("image/") ? (
            <img src={asset.thumbnail_url ?? asset.url} alt="" loading="lazy" decoding="async" className="size-full object-cover" />
          ) : (
            <video src={`${asset.url}#t=0.5`} muted playsInline preload="metadata" tabIndex={-1} aria-hidden className="size-full object-cover" />
          )}
          {asset.mime.startsWith("video/") && <span className="absolute end-1 bottom-1 rounded-control bg-surface-raised p-1 text-strong"><Film aria-hidden className="size-3" /></span>}
          {isUnlicensed && <span title={t("termsUnknown")} className="absolute end-1 top-1 inline-flex size-5 items-center justify-center rounded-full bg-wash-waiting text-waiting"><TriangleAlert aria-hidden className="size-3" /><span className="sr-only">{t("termsUnknown")}</span></span>}
        </span>
        <span className="at-start w-full truncate text-xs text-body" dir="auto">{name}</span>
      </button>
    </li>
  );
}

/** A file of the library, found by words and meaning. */
export function AssetPicker({ isOpen, kinds, title, text, onClose, onPick }: PickerProps) {
  const t = useWords(studioWords);
  const c = useWords(choiceWords);
  const [q, setQ] = useState("");
  const [kind, setKind] = useState<Kind>(kinds[0] ?? "image");
  const found = useQuery({ ...foundAssets({ q, kind }), enabled: isOpen && q !== "" });
  const listed = useQuery({ ...assets({ kind }), enabled: isOpen && q === "", select: ({ data }) => data });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title} description={text} closeLabel={t("close")} size="lg">
      <div className="mb-3 flex flex-wrap pt-1 items-center gap-2">
        <SearchField label={t("search")} value={q} onSearch={setQ} />
        {kinds.length > 1 && <Segmented label={t("picture")} value={kind} onChange={setKind} segments={kinds.map((value) => ({ value, label: c(value === "video" ? "clip" : "picture") }))} />}
      </div>
      <div className="min-h-80">
        <Loaded query={q ? found : listed} skeleton={<div className="grid grid-cols-3 gap-2 sm:grid-cols-5">{Array.from({ length: 10 }, (_, index) => <Skeleton key={index} className="aspect-square w-full" />)}</div>}>
          {(list) =>
            list.length > 0 ? (
              <ul aria-label={title} className="grid grid-cols-3 gap-2 sm:grid-cols-5">{list.map((one) => <Tile key={one.id} asset={one} onPick={() => onPick(one)} />)}</ul>
            ) : (
              <Empty compact icon={Images} title={t("noPictures")} action={<Link to="/library" className={buttonLook()}>{t("toLibrary")}</Link>}>{t("noPicturesText")}</Empty>
            )
          }
        </Loaded>
      </div>
    </Dialog>
  );
}
