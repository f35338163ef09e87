import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Clapperboard, Palette, SearchX } from "lucide-react";
import { brands, packs, useBrandById } from "@/api/brands";
import { styles } from "@/api/styles";
import { videos } from "@/api/videos";
import type { VideosSearch } from "@/app/search";
import { Button, buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { say } from "@/design/primitives/toast";
import { FilterMenu } from "@/design/patterns/filter-menu";
import { brandOptions } from "@/design/patterns/filter-options";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { Pager } from "@/design/patterns/pager";
import { Empty } from "@/design/patterns/states";
import { NewVideoDialog } from "@/features/videos/new-video-dialog";
import { VideoCard } from "@/features/videos/video-card";
import { orderWords, videoWords } from "@/features/videos/words";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/videos");
const grid = "grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4";
const skeleton = <div className={grid}>{Array.from({ length: 8 }, (_, index) => <Skeleton key={index} className="h-88 w-full" />)}</div>;

function Filters({ search, onChange }: { search: VideosSearch; onChange: (part: VideosSearch) => void }) {
  const t = useWords(videoWords);
  const { data: allBrands = [] } = useQuery(brands());
  const removeLabel = (name: string) => t("remove", { name });
  const states = (["making", "ready", "failed"] as const).map((id) => ({ id, name: t(id), mark: null }));
  return (
    <>
      <FilterMenu label={t("brand")} removeLabel={removeLabel} options={brandOptions(allBrands)} value={search.brand} onChange={(brand) => onChange({ brand })} />
      <FilterMenu label={t("status")} removeLabel={removeLabel} options={states} value={search.status} onChange={(status) => onChange({ status: status as VideosSearch["status"] })} />
    </>
  );
}

function List({ search, makeButton, onPage, onClear }: { search: VideosSearch; makeButton: React.ReactNode; onPage: (page: number) => void; onClear: () => void }) {
  const t = useWords(videoWords);
  const { brand, status, page = 1 } = search;
  const query = useQuery(videos({ brand_id: brand, status, page }));
  const { data: allStyles = [] } = useQuery(styles());
  const brandOf = useBrandById();
  const styleName = (id: string) => allStyles.find((one) => one.id === id)?.name ?? id;
  return (
    <Loaded query={query} skeleton={skeleton}>
      {({ data, pagination }) => {
        const pages = pagination.pages ?? 1;
        if (data.length === 0 && (brand || status)) return <Empty icon={SearchX} title={t("nothing")} action={<Button onClick={onClear}>{t("clear")}</Button>}>{t("nothingText")}</Empty>;
        if (data.length === 0) return <Empty icon={Clapperboard} title={t("empty")} action={makeButton}>{t("emptyText")}</Empty>;
        return (
          <div className="flex flex-col gap-4">
            <ul aria-label={t("title")} className={grid}>{data.map((one) => <VideoCard key={one.id} row={one} brand={brandOf(one.brand_id)} styleName={styleName} />)}</ul>
            {pages > 1 && <Pager page={page} pages={pages} label={t("page", { page, pages })} previousLabel={t("previous")} nextLabel={t("next")} onPage={onPage} />}
          </div>
        );
      }}
    </Loaded>
  );
}

export default function VideosPage() {
  const t = useWords(videoWords);
  const o = useWords(orderWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: allPacks = [] } = useQuery(packs());
  const go = (part: VideosSearch) => void navigate({ search: (old) => ({ ...old, page: undefined, ...part }), replace: true, resetScroll: false });
  const makeButton = <Button variant="primary" icon={Clapperboard} onClick={() => go({ make: true })}>{t("make")}</Button>;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      action={<><Link to="/videos/styles" className={buttonLook()}><Palette aria-hidden className="size-4" />{t("styles")}</Link>{makeButton}</>}
      filters={<Filters search={search} onChange={go} />}
    >
      <List search={search} makeButton={makeButton} onPage={(page) => go({ page })} onClear={() => go({ brand: undefined, status: undefined })} />
      <NewVideoDialog
        key={`${search.piece ?? "any"} ${search.style ?? ""}`}
        isOpen={Boolean(search.make)}
        pieceId={search.piece}
        styleId={search.style}
        types={allPacks.flatMap((pack) => pack.types)}
        onClose={() => go({ make: undefined, piece: undefined, style: undefined })}
        onMade={(made) => {
          say(o("begun"));
          void navigate({ to: "/videos/$videoId", params: { videoId: made.id } });
        }}
      />
    </Page>
  );
}
