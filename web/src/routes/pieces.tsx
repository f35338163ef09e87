import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Files, PenLine, SearchX } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { brands, packs, useBrandById } from "@/api/brands";
import { foundPieces, pieces } from "@/api/content";
import type { PiecesSearch } from "@/app/search";
import { Button, buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { FilterMenu } from "@/design/patterns/filter-menu";
import { brandOptions } from "@/design/patterns/filter-options";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { Pager } from "@/design/patterns/pager";
import { SearchField } from "@/design/patterns/search-field";
import { Empty } from "@/design/patterns/states";
import { PieceList } from "@/features/content/piece-list";
import { pieceWords } from "@/features/content/piece-words";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/pieces");
const skeleton = <div className="grid gap-3 xl:grid-cols-2">{Array.from({ length: 8 }, (_, index) => <Skeleton key={index} className="h-32 w-full" />)}</div>;

function useTypeNames() {
  const { data: allPacks = [] } = useQuery(packs());
  const types = allPacks.flatMap((pack) => pack.types);
  return { types, nameOf: (type: string) => types.find((one) => one.id === type)?.name ?? type };
}

function Filters({ search, onChange }: { search: PiecesSearch; onChange: (part: PiecesSearch) => void }) {
  const t = useWords(pieceWords);
  const { data: allBrands = [] } = useQuery(brands());
  const { types } = useTypeNames();
  const removeLabel = (name: string) => t("remove", { name });
  const states = (["ready", "refused"] as const).map((id) => ({ id, name: t(id), mark: null }));
  return (
    <>
      <FilterMenu label={t("brand")} removeLabel={removeLabel} options={brandOptions(allBrands)} value={search.brand} onChange={(brand) => onChange({ brand })} />
      <FilterMenu label={t("type")} removeLabel={removeLabel} options={types.map(({ id, name }) => ({ id, name, mark: null }))} value={search.type} onChange={(type) => onChange({ type })} />
      <FilterMenu label={t("status")} removeLabel={removeLabel} options={states} value={search.status} onChange={(status) => onChange({ status: status as PiecesSearch["status"] })} />
    </>
  );
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const t = useWords(pieceWords);
  if (isFiltered) return <Empty icon={SearchX} title={t("nothing")} action={<Button onClick={onClear}>{t("clear")}</Button>}>{t("nothingText")}</Empty>;
  return <Empty icon={Files} title={t("empty")} action={<Link to="/create" className={buttonLook("primary")}>{t("create")}</Link>}>{t("emptyText")}</Empty>;
}

/** With words: what they find, by words and meaning. Without: page by page, the latest days first. */
function Found({ search, onPage, onClear }: { search: PiecesSearch; onPage: (page: number) => void; onClear: () => void }) {
  const t = useWords(pieceWords);
  const brandOf = useBrandById();
  const { nameOf } = useTypeNames();
  const { q = "", page = 1, brand, type, status } = search;
  const wanted = { brand_id: brand, type, status };
  const found = useQuery({ ...foundPieces({ ...wanted, q }), enabled: q !== "" });
  const listed = useQuery({ ...pieces({ ...wanted, page }), enabled: q === "" });
  const isFiltered = Boolean(q || brand || type || status);
  if (q) return <Loaded query={found} skeleton={skeleton}>{(list) => (list.length > 0 ? <PieceList list={list} brandOf={brandOf} nameOf={nameOf} /> : <Nothing isFiltered onClear={onClear} />)}</Loaded>;
  return (
    <Loaded query={listed} skeleton={skeleton}>
      {({ data, pagination }) => {
        const pages = pagination.pages ?? 1;
        if (data.length === 0) return <Nothing isFiltered={isFiltered} onClear={onClear} />;
        return (
          <div className="flex flex-col gap-4">
            <PieceList list={data} brandOf={brandOf} nameOf={nameOf} />
            {pages > 1 && <Pager page={page} pages={pages} label={t("page", { page, pages })} previousLabel={t("previous")} nextLabel={t("next")} onPage={onPage} />}
          </div>
        );
      }}
    </Loaded>
  );
}

export default function PiecesPage() {
  const t = useWords(pieceWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = (part: PiecesSearch) => void navigate({ search: (old) => ({ ...old, page: undefined, ...part }), replace: true, resetScroll: false });
  const goRef = useRef(go);
  useEffect(() => {
    goRef.current = go;
  });
  const [onSearch] = useState(() => (q: string) => goRef.current({ q: q || undefined }));
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      action={<Link to="/create" className={`${buttonLook("primary")} max-lg:hidden`}><PenLine aria-hidden className="size-4" />{t("create")}</Link>}
      filters={<><SearchField label={t("search")} value={search.q ?? ""} onSearch={onSearch} /><Filters search={search} onChange={go} /></>}
    >
      <Found search={search} onPage={(page) => void navigate({ search: (old) => ({ ...old, page }) })} onClear={() => void navigate({ search: {}, replace: true })} />
    </Page>
  );
}
