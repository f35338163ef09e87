import { useQuery } from "@tanstack/react-query";
import { Images, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { assets, foundAssets, type LibraryQuery } from "@/api/library";
import { Button } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Pager } from "@/design/patterns/pager";
import { Empty } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { AssetGrid } from "./asset-grid";
import { libraryWords } from "./words";

interface AssetPagesProps {
  query: LibraryQuery;
  chosen: string | undefined;
  addButton: ReactNode;
  onChoose: (id: string) => void;
  onPage: (page: number) => void;
  onClear: () => void;
}

const skeleton = <div className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3">{Array.from({ length: 12 }, (_, index) => <Skeleton key={index} className="aspect-square w-full" />)}</div>;

function Nothing({ query, addButton, onClear }: Pick<AssetPagesProps, "query" | "addButton" | "onClear">) {
  const t = useWords(libraryWords);
  const isFiltered = Object.entries(query).some(([name, value]) => name !== "page" && value !== undefined);
  if (isFiltered) return <Empty icon={SearchX} title={t("nothing")} action={<Button onClick={onClear}>{t("clear")}</Button>}>{t("nothingText")}</Empty>;
  return <Empty icon={Images} title={t("empty")} action={addButton}>{t("emptyText")}</Empty>;
}

/** Words ask by meaning as well, the best first; without words the library is read page by page. */
export function AssetPages(props: AssetPagesProps) {
  const { query, chosen, onChoose, onPage } = props;
  const t = useWords(libraryWords);
  const { q, kind, folder_id, tag, page = 1 } = query;
  const isSearch = Boolean(q) && !query.trashed && !query.licence;
  const listed = useQuery({ ...assets(query), enabled: !isSearch });
  const found = useQuery({ ...foundAssets({ q, kind, folder_id, tag }), enabled: isSearch });
  if (isSearch) {
    return <Loaded query={found} skeleton={skeleton}>{(list) => (list.length > 0 ? <AssetGrid list={list} chosen={chosen} onChoose={onChoose} /> : <Nothing {...props} />)}</Loaded>;
  }
  return (
    <Loaded query={listed} skeleton={skeleton}>
      {({ data, pagination }) => {
        const pages = pagination.pages ?? 1;
        if (data.length === 0) return <Nothing {...props} />;
        return (
          <div className="flex flex-col gap-4">
            <AssetGrid list={data} chosen={chosen} onChoose={onChoose} />
            {pages > 1 && <Pager page={page} pages={pages} label={t("page", { page, pages })} previousLabel={t("previous")} nextLabel={t("next")} onPage={onPage} />}
          </div>
        );
      }}
    </Loaded>
  );
}
