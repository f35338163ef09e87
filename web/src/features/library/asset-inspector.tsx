import { useQuery } from "@tanstack/react-query";
import { ExternalLink, FileText, RotateCcw, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { alike, asset as oneAsset, folders, useBringBack, useTrashAsset } from "@/api/library";
import type { Asset } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import { ago, duration, localeOf } from "@/lib/time";
import { AssetForm } from "./asset-form";
import { sizeText } from "./asset-values";
import { FileVersions } from "./file-versions";
import { libraryWords } from "./words";

function Shown({ asset }: { asset: Asset }) {
  const look = "max-h-80 w-full rounded-control bg-surface-sunken object-contain";
  if (asset.mime.startsWith("video/")) return <video src={asset.url} controls playsInline preload="metadata" className={look} />;
  if (asset.mime.startsWith("image/")) return <img src={asset.url} alt={asset.alt} className={look} />;
  return <span className={`flex h-40 items-center justify-center ${look}`}><FileText aria-hidden className="size-8 text-muted" /></span>;
}

function Particulars({ asset }: { asset: Asset }) {
  const t = useWords(libraryWords);
  const { language } = useLanguage();
  const now = useNow();
  const rows: [string, ReactNode][] = [
    [t("size"), sizeText(asset.size, localeOf(language))],
    [t("measures"), asset.width && asset.height ? <span dir="ltr">{asset.width} × {asset.height}</span> : ""],
    [t("length"), asset.duration_ms ? duration(asset.duration_ms, language) : ""],
    [t("added"), ago(asset.created_at, now, language)],
    [t("lastUsed"), asset.used_at ? ago(asset.used_at, now, language) : t("neverUsed")],
    [t("version"), asset.version > 1 ? asset.version : ""],
  ];
  return (
    <dl className="tabular grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
      {rows.filter(([, value]) => value).map(([name, value]) => <div key={name} className="contents"><dt className="text-muted">{name}</dt><dd className="text-body">{value}</dd></div>)}
    </dl>
  );
}

function AlikeList({ id, onChoose }: { id: string; onChoose: (id: string) => void }) {
  const t = useWords(libraryWords);
  const { language } = useLanguage();
  const { data = [] } = useQuery(alike(id));
  if (data.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-medium text-strong">{t("alike")}</h3>
      <ul className="grid grid-cols-4 gap-2">
        {data.slice(0, 8).map(({ asset, likeness }) => (
          <li key={asset.id}>
            <button type="button" title={t("likeness", { share: percent(likeness, language) })} onClick={() => onChoose(asset.id)} className="block w-full">
              <img src={asset.thumbnail_url ?? asset.url} alt={asset.title || asset.alt} loading="lazy" className="aspect-square w-full rounded-control object-cover ring-1 ring-line-subtle" />
              <span className="tabular text-xs text-muted">{percent(likeness, language)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ways({ asset, onGone }: { asset: Asset; onGone: () => void }) {
  const t = useWords(libraryWords);
  const trash = useTrashAsset();
  const back = useBringBack();
  const bringBack = () => back.mutate(asset.id, { onError: sayError });
  const remove = () => trash.mutate(asset.id, { onSuccess: () => { onGone(); say(t("trashed"), { label: t("undo"), run: bringBack }); }, onError: sayError });
  return (
    <div className="flex flex-wrap justify-between gap-2 border-t border-subtle pt-4">
      <a href={asset.url} target="_blank" rel="noreferrer" className={buttonLook("secondary", "sm")}><ExternalLink aria-hidden className="size-4" />{t("open")}</a>
      {asset.trashed_at ? <Button size="sm" icon={RotateCcw} isBusy={back.isPending} onClick={bringBack}>{t("bringBack")}</Button> : <Button size="sm" variant="danger" icon={Trash2} isBusy={trash.isPending} onClick={remove}>{t("toTrash")}</Button>}
    </div>
  );
}

/** One file: seen, described, licensed; what looks like it; where it goes. */
export function AssetInspector({ id, onChoose, onGone }: { id: string; onChoose: (id: string) => void; onGone: () => void }) {
  const query = useQuery(oneAsset(id));
  const { data: allFolders = [] } = useQuery(folders());
  return (
    <Loaded query={query} skeleton={<Skeleton className="h-96 w-full" />}>
      {(asset) => (
        <div className="flex flex-col gap-5">
          <Shown asset={asset} />
          <Particulars asset={asset} />
          {!asset.trashed_at && <AssetForm key={asset.id} asset={asset} folders={allFolders} />}
          {asset.mime.startsWith("image/") && <AlikeList id={asset.id} onChoose={onChoose} />}
          {!asset.trashed_at && <FileVersions asset={asset} />}
          <Ways asset={asset} onGone={onGone} />
        </div>
      )}
    </Loaded>
  );
}
