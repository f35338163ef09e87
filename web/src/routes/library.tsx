import { getRouteApi } from "@tanstack/react-router";
import { BrushCleaning, Link2, Upload } from "lucide-react";
import { useEffect, useRef, useState, type DragEvent } from "react";
import type { LibrarySearch } from "@/app/search";
import { Button } from "@/design/primitives/button";
import { Segmented } from "@/design/primitives/segmented";
import { Inspector } from "@/design/patterns/inspector";
import { Page } from "@/design/patterns/page";
import { SearchField } from "@/design/patterns/search-field";
import { AssetInspector } from "@/features/library/asset-inspector";
import { AssetPages } from "@/features/library/asset-pages";
import { FetchDialog } from "@/features/library/fetch-dialog";
import { Shelves } from "@/features/library/shelves";
import { TidyDialog } from "@/features/library/tidy-dialog";
import { UploadsList } from "@/features/library/uploads-list";
import { useResumable } from "@/features/library/use-resumable";
import { libraryWords } from "@/features/library/words";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/library");
const kinds = ["image", "video", "document"] as const;

/** Files may be dropped anywhere on the page. */
function useDrop(onFiles: (files: File[]) => void) {
  const [isOver, setOver] = useState(false);
  const takes = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!takes(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}

export default function LibraryPage() {
  const t = useWords(libraryWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const picker = useRef<HTMLInputElement>(null);
  const [isTidying, setTidying] = useState(false);
  const [isFetching, setFetching] = useState(false);
  const { sendings, add, stop } = useResumable(search.folder);
  const { isOver, handlers } = useDrop((files) => void add(files));
  const go = (part: LibrarySearch) => void navigate({ search: (old) => ({ ...old, page: undefined, ...part }), replace: true, resetScroll: false });
  const goRef = useRef(go);
  useEffect(() => {
    goRef.current = go;
  });
  const [onSearch] = useState(() => (q: string) => goRef.current({ q: q || undefined }));
  const addButton = <Button variant="primary" icon={Upload} onClick={() => picker.current?.click()}>{t("upload")}</Button>;
  const { asset, folder, ...rest } = search;
  return (
    <div {...handlers} className="relative min-h-full">
      <Page
        title={t("title")}
        lead={t("lead")}
        action={<><Button icon={Link2} onClick={() => setFetching(true)}>{t("fetch")}</Button>{addButton}</>}
        filters={
          <>
            <SearchField label={t("search")} value={search.q ?? ""} onSearch={onSearch} />
            <Segmented<"all" | (typeof kinds)[number]> label={t("files")} value={search.kind ?? "all"} onChange={(kind) => go({ kind: kind === "all" ? undefined : kind })} segments={[{ value: "all", label: t("all") }, ...kinds.map((value) => ({ value, label: t(value) }))]} />
          </>
        }
      >
        <input ref={picker} type="file" multiple hidden aria-label={t("upload")} onChange={(event) => { void add([...(event.target.files ?? [])]); event.target.value = ""; }} />
        <div className="flex items-start gap-6">
          <div className="grid min-w-0 flex-1 grid-cols-1 gap-6 md:grid-cols-[13rem_minmax(0,1fr)]">
            <div className="flex flex-col items-start gap-3">
              <Shelves shelf={search} onShelf={(shelf) => go({ folder: undefined, tag: undefined, licence: undefined, trashed: undefined, ...shelf })} />
              <Button size="sm" icon={BrushCleaning} onClick={() => setTidying(true)}>{t("tidy")}</Button>
            </div>
            <div className="min-w-0">
              <UploadsList sendings={sendings} onStop={stop} />
              <AssetPages query={{ ...rest, folder_id: folder }} chosen={asset} addButton={addButton} onChoose={(id) => go({ asset: id, page: search.page })} onPage={(page) => go({ page })} onClear={() => void navigate({ search: {}, replace: true })} />
            </div>
          </div>
          <Inspector isOpen={Boolean(asset)} onClose={() => go({ asset: undefined, page: search.page })} title={t("details")} closeLabel={t("close")}>
            {asset && <AssetInspector key={asset} id={asset} onChoose={(id) => go({ asset: id, page: search.page })} onGone={() => go({ asset: undefined, page: search.page })} />}
          </Inspector>
        </div>
      </Page>
      {isOver && <div className="pointer-events-none fixed inset-4 z-30 flex items-center justify-center rounded-card border-2 border-dashed border-strong bg-scrim"><span className="rounded-card bg-surface-raised px-6 py-4 text-base font-semibold text-strong shadow-float">{t("drop")}</span></div>}
      <TidyDialog isOpen={isTidying} onClose={() => setTidying(false)} onChoose={(id) => { setTidying(false); go({ asset: id }); }} />
      <FetchDialog isOpen={isFetching} folder={folder} onClose={() => setFetching(false)} onFetched={(made) => { setFetching(false); go({ asset: made.id }); }} />
    </div>
  );
}
