import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { RadioTower } from "lucide-react";
import { brands } from "@/api/brands";
import { channels, platforms, servesBrand } from "@/api/channels";
import { content, previews } from "@/api/content";
import { asset } from "@/api/library";
import type { Brand, Channel, Platform } from "@/api/types";
import { video } from "@/api/videos";
import { buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { Empty, Failure } from "@/design/patterns/states";
import { WayTabs } from "@/design/patterns/way-tabs";
import { Composer } from "@/features/scheduling/compose/composer";
import type { Draft } from "@/features/scheduling/compose/draft";
import { channelsFor, draftFrom, kindFor } from "@/features/scheduling/compose/from-video";
import { composeWords } from "@/features/scheduling/compose/words";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/create/post");

interface WriterProps {
  list: readonly Channel[];
  all: readonly Platform[];
  allBrands: readonly Brand[];
  brand: string | undefined;
  start: readonly string[];
  begun?: Partial<Draft> | undefined;
  onBrand: (id: string | undefined) => void;
}

function Writing({ list, all, allBrands, brand, start, begun, onBrand }: WriterProps) {
  return <Composer channels={list} platforms={all} brands={allBrands} brandId={brand} start={start} begun={begun} onBrand={onBrand} />;
}

/** A piece with its words as each of the channels takes them. */
function useSaid(id: string, to: readonly Channel[]) {
  const piece = useQuery({ ...content(id), enabled: id !== "" });
  const said = piece.data?.status === "ready" ? piece.data : undefined;
  const fitted = useQuery(previews(id, said?.version ?? 0, said ? to.map((one) => one.id) : []));
  return { piece: piece.data, fitted: fitted.data ?? [], isReading: piece.isLoading || fitted.isLoading };
}

/** The file of a video that is to go out, and the channels of its brand. */
function useFilm(id: string, render: string | undefined, connected: readonly Channel[]) {
  const film = useQuery(video(id));
  const file = film.data?.renders.find((one) => one.asset_id && (render ? one.id === render : one.status === "done"));
  const attached = useQuery({ ...asset(file?.asset_id ?? ""), enabled: Boolean(file?.asset_id) });
  const cover = useQuery({ ...asset(file?.cover_asset_id ?? ""), enabled: Boolean(file?.cover_asset_id) });
  const mine = connected.filter((one) => servesBrand(one, film.data?.brand_id));
  const retry = () => void Promise.all([film.refetch(), attached.refetch()]);
  return { film: film.data, file, asset: attached.data, poster: cover.data?.url, isDressed: !cover.isLoading, mine, error: film.error ?? attached.error, retry };
}

/** The writer with a finished video in it: its file, and the words of its piece. */
function Filmed({ id, render, ...writer }: WriterProps & { id: string; render: string | undefined }) {
  const found = useFilm(id, render, writer.list);
  const { film, file, mine } = found;
  const { piece, fitted, isReading } = useSaid(film?.content_id ?? "", mine);
  if (found.error) return <Failure error={found.error} onRetry={found.retry} />;
  if (film && !file) return <Writing {...writer} />;
  if (!film || !file || !found.asset || !found.isDressed || isReading) return <Skeleton className="h-128 w-full" />;
  const kind = kindFor(file.aspect, mine, writer.all);
  const begun = draftFrom({ aspect: file.aspect, title: film.title, asset: found.asset, poster: found.poster, piece, fitted }, kind);
  return <Writing {...writer} brand={writer.brand ?? film.brand_id} start={channelsFor(kind, mine, writer.all)} begun={begun} />;
}

export default function CreatePostPage() {
  const t = useWords(composeWords);
  const { channel, brand, video: filmed, render } = route.useSearch();
  const navigate = route.useNavigate();
  const mine = useQuery(channels());
  const { data: allBrands = [] } = useQuery(brands());
  const networks = useQuery(platforms());
  const onBrand = (next: string | undefined) => void navigate({ search: (old) => ({ ...old, brand: next }), replace: true, resetScroll: false });
  return (
    <Page title={t("title")} action={<WayTabs current="post" />}>
      <Loaded query={mine} skeleton={<div className="grid gap-6 xl:grid-cols-[1fr_1fr_20rem]"><Skeleton className="h-128 w-full" /><Skeleton className="h-128 w-full" /><Skeleton className="h-64 w-full" /></div>}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon={RadioTower} title={t("noChannels")} action={<Link to="/channels" search={{ connect: "new" }} className={buttonLook("primary")}>{t("connect")}</Link>}>{t("noChannelsText")}</Empty>
          ) : (
            <Loaded query={networks} skeleton={<Skeleton className="h-128 w-full" />}>
              {(all) => {
                const writer = { list, all, allBrands, brand, start: channel ? [channel] : [], onBrand };
                return filmed ? <Filmed {...writer} id={filmed} render={render} /> : <Writing {...writer} />;
              }}
            </Loaded>
          )
        }
      </Loaded>
    </Page>
  );
}
