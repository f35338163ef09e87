import { useQuery } from "@tanstack/react-query";
import { Folder as FolderIcon, FolderOpen, Plus, Trash2, TriangleAlert, type LucideIcon } from "lucide-react";
import { useState, type ReactNode } from "react";
import { folders, tags, usage, useMakeFolder } from "@/api/library";
import { Button } from "@/design/primitives/button";
import { TextInput } from "@/design/primitives/input";
import { sayError } from "@/design/primitives/toast";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";
import { localeOf } from "@/lib/time";
import { sizeText } from "./asset-values";
import { libraryWords } from "./words";

export interface Shelf {
  folder?: string | undefined;
  tag?: string | undefined;
  licence?: "unknown" | undefined;
  trashed?: boolean | undefined;
}

function Entry({ icon: Icon, isChosen, count, onChoose, children }: { icon: LucideIcon; isChosen: boolean; count?: number | undefined; onChoose: () => void; children: ReactNode }) {
  const { language } = useLanguage();
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={onChoose} className="flex h-8 w-full items-center gap-2 rounded-control px-2 text-sm text-body hover:bg-surface-hover aria-pressed:bg-surface-selected aria-pressed:text-strong">
        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="min-w-0 flex-1 truncate text-start"><bdi>{children}</bdi></span>
        {count !== undefined && <span className="tabular text-xs text-muted">{whole(count, language)}</span>}
      </button>
    </li>
  );
}

function NewFolder() {
  const t = useWords(libraryWords);
  const make = useMakeFolder();
  const [name, setName] = useState<string | null>(null);
  if (name === null) return <Button size="sm" variant="quiet" icon={Plus} className="self-start" onClick={() => setName("")}>{t("newFolder")}</Button>;
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) make.mutate(name.trim(), { onSuccess: () => setName(null), onError: sayError });
      }}
    >
      <TextInput autoFocus aria-label={t("folderName")} placeholder={t("folderName")} dir="auto" value={name} onChange={(event) => setName(event.target.value)} onKeyDown={(event) => event.key === "Escape" && setName(null)} />
      <Button type="submit" size="md" isBusy={make.isPending}>{t("makeFolder")}</Button>
    </form>
  );
}

/** Where files lie: folders, tags, those whose terms are unknown, the trash. */
export function Shelves({ shelf, onShelf }: { shelf: Shelf; onShelf: (shelf: Shelf) => void }) {
  const t = useWords(libraryWords);
  const { language } = useLanguage();
  const { data: allFolders = [] } = useQuery(folders());
  const { data: allTags = [] } = useQuery(tags());
  const { data: room } = useQuery(usage());
  const isAll = !shelf.folder && !shelf.tag && !shelf.licence && !shelf.trashed;
  const files = room ? room.images + room.videos + room.documents : undefined;
  return (
    <nav aria-label={t("folders")} className="flex flex-col gap-2 md:gap-4">
      <ul className="flex flex-wrap gap-1 md:flex-col md:gap-px">
        <Entry icon={FolderOpen} isChosen={isAll} count={files} onChoose={() => onShelf({})}>{t("everything")}</Entry>
        {allFolders.map((one) => <Entry key={one.id} icon={FolderIcon} isChosen={shelf.folder === one.id} count={one.count} onChoose={() => onShelf({ folder: one.id })}>{one.path}</Entry>)}
        <Entry icon={TriangleAlert} isChosen={shelf.licence === "unknown"} onChoose={() => onShelf({ licence: "unknown" })}>{t("unlicensed")}</Entry>
        <Entry icon={Trash2} isChosen={shelf.trashed === true} onChoose={() => onShelf({ trashed: true })}>{t("trash")}</Entry>
      </ul>
      <NewFolder />
      {allTags.length > 0 && (
        <div className="flex flex-wrap gap-1">
          {allTags.slice(0, 24).map(({ tag }) => (
            <button key={tag} type="button" aria-pressed={shelf.tag === tag} onClick={() => onShelf(shelf.tag === tag ? {} : { tag })} className="h-6 max-w-full truncate rounded-full bg-surface-raised px-2 text-xs text-body ring-1 ring-inset ring-line-subtle hover:text-strong aria-pressed:bg-surface-selected aria-pressed:text-strong aria-pressed:ring-action"><bdi>{tag}</bdi></button>
          ))}
        </div>
      )}
      {room && <p className="tabular text-xs text-muted">{t("used", { used: sizeText(room.used_bytes, localeOf(language)), count: files ?? 0 })}</p>}
    </nav>
  );
}
