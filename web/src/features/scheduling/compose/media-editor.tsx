import { ArrowDown, ArrowUp, CloudUpload, FileText, LoaderCircle, Video, X } from "lucide-react";
import { useId, useState, type DragEvent } from "react";
import { IconButton } from "@/design/primitives/icon-button";
import { TextInput } from "@/design/primitives/input";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import type { Attached } from "./draft";
import { useUploads } from "./use-uploads";
import { composeWords } from "./words";

function Face({ item }: { item: Attached }) {
  const look = "size-14 shrink-0 overflow-hidden rounded-control bg-surface-sunken ring-1 ring-inset ring-line-subtle";
  const picture = item.asset && item.mime.startsWith("image/") ? item.asset.url : item.poster;
  if (picture) return <img src={picture} alt="" className={`object-cover ${look}`} />;
  const Icon = item.state === "uploading" ? LoaderCircle : item.mime.startsWith("video/") ? Video : FileText;
  return <span className={`flex items-center justify-center ${look}`}><Icon aria-hidden className={`size-5 text-muted ${item.state === "uploading" ? "animate-spin" : ""}`} /></span>;
}

function Progress({ item }: { item: Attached }) {
  const t = useWords(composeWords);
  const { language } = useLanguage();
  return (
    <span className="flex items-center gap-2">
      <span role="progressbar" aria-label={t("uploading", { name: item.name })} aria-valuenow={Math.round(item.share * 100)} aria-valuemin={0} aria-valuemax={100} className="h-1 flex-1 overflow-hidden rounded-full bg-line-subtle">
        <span style={{ inlineSize: `${item.share * 100}%` }} className="block h-full rounded-full bg-action transition-[inline-size]" />
      </span>
      <span className="tabular w-9 text-end text-xs text-muted">{item.share < 1 ? percent(item.share, language) : t("checking")}</span>
    </span>
  );
}

interface RowProps {
  item: Attached;
  isFirst: boolean;
  isLast: boolean;
  onAlt: (alt: string) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function Row({ item, isFirst, isLast, onAlt, onMove, onRemove }: RowProps) {
  const t = useWords(composeWords);
  return (
    <li className="flex items-start gap-3 rounded-card border border-subtle p-2">
      <Face item={item} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="truncate text-xs text-muted" dir="ltr"><span className="at-start block truncate">{item.name}</span></p>
        {item.state === "uploading" && <Progress item={item} />}
        {item.state === "failed" && <p role="alert" className="text-xs text-failed" dir="auto">{item.trouble}</p>}
        {item.state === "ready" && !item.mime.startsWith("application/") && (
          <TextInput aria-label={t("altOf", { name: item.name })} placeholder={t("alt")} dir="auto" maxLength={4000} value={item.alt} onChange={(event) => onAlt(event.target.value)} />
        )}
      </div>
      <div className="flex shrink-0 flex-col">
        <IconButton icon={X} size="sm" label={t("removeFile", { name: item.name })} onClick={onRemove} />
        {!isFirst && <IconButton icon={ArrowUp} size="sm" label={t("earlier", { name: item.name })} onClick={() => onMove(-1)} />}
        {!isLast && isFirst && <IconButton icon={ArrowDown} size="sm" label={t("later", { name: item.name })} onClick={() => onMove(1)} />}
      </div>
    </li>
  );
}

interface MediaEditorProps {
  media: readonly Attached[];
  accept: string;
  /** A part of a thread takes little room. */
  isCompact?: boolean;
  onChange: (change: (media: Attached[]) => Attached[]) => void;
}

/** Files of a post: dropped or chosen, sent up with their progress, described and put in order. */
export function MediaEditor({ media, accept, isCompact = false, onChange }: MediaEditorProps) {
  const t = useWords(composeWords);
  const id = useId();
  const [isOver, setOver] = useState(false);
  const { add, remove, patch } = useUploads(onChange);
  const take = (files: FileList | null) => files && void add([...files]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const move = (index: number, by: -1 | 1) =>
    onChange((list) => {
      const next = [...list];
      const [item] = next.splice(index, 1);
      if (item) next.splice(index + by, 0, item);
      return next;
    });
  return (
    <div className="flex flex-col gap-2">
      {media.length > 0 && (
        <ul className="flex flex-col gap-2">
          {media.map((item, index) => (
            <Row key={item.key} item={item} isFirst={index === 0} isLast={index === media.length - 1} onAlt={(alt) => patch(item.key, { alt })} onMove={(by) => move(index, by)} onRemove={() => remove(item.key)} />
          ))}
        </ul>
      )}
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`flex cursor-pointer items-center justify-center gap-2 rounded-card border border-dashed text-sm text-body hover:bg-surface-hover has-focus-visible:outline-2 has-focus-visible:outline-action ${isOver ? "border-action bg-surface-selected" : "border-strong"} ${isCompact || media.length > 0 ? "h-9" : "h-24 flex-col"}`}
      >
        <CloudUpload aria-hidden className="size-4 text-muted" />
        {t(media.length > 0 ? "addMore" : isCompact ? "addFile" : "drop")}
        <input id={id} type="file" multiple accept={accept} className="sr-only" onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }} />
      </label>
    </div>
  );
}
