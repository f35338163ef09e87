import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { LayoutList, PenLine, RotateCw, SearchX } from "lucide-react";
import { useMemo, useState } from "react";
import { brands } from "@/api/brands";
import { channels } from "@/api/channels";
import { post as onePost, posts } from "@/api/posts";
import type { Post } from "@/api/types";
import type { PostsSearch } from "@/app/search";
import { Button, buttonLook } from "@/design/primitives/button";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { Inspector } from "@/design/patterns/inspector";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { Pager } from "@/design/patterns/pager";
import { Empty } from "@/design/patterns/states";
import { PostFilters, type Filters } from "@/features/publishing/post-filters";
import { PostSummary } from "@/features/publishing/post-summary";
import { PostTable } from "@/features/publishing/post-table";
import { postWords } from "@/features/publishing/words";
import { MoveDialog, type Movable } from "@/features/scheduling/move-dialog";
import { useKeys, useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";

const route = getRouteApi("/shell/posts");
const PER_PAGE = 50;

function useListKeys(rows: readonly Post[], selected: string | undefined, select: (id: string | undefined) => void) {
  const navigate = route.useNavigate();
  const keys = useMemo(() => {
    const step = (by: number) => () => {
      const at = rows.findIndex((row) => row.id === selected);
      const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
      if (next) select(next.id);
    };
    return {
      j: step(1),
      k: step(-1),
      Enter: (event: KeyboardEvent) => {
        if (selected && !(event.target instanceof HTMLElement && event.target.closest("a,button"))) void navigate({ to: "/posts/$postId", params: { postId: selected } });
      },
      Escape: () => select(undefined),
    };
  }, [rows, selected, select, navigate]);
  useKeys(keys);
}

const FIVE_MINUTES = 300_000;

/** The span of a view, in whole five minutes so that the same question is asked for a while. */
function spanOf(view: "past" | "next" | "all", now: Date) {
  const floor = Math.floor(now.getTime() / FIVE_MINUTES) * FIVE_MINUTES;
  if (view === "past") return { sort: "-due_at", to: new Date(floor + FIVE_MINUTES).toISOString() };
  if (view === "next") return { sort: "due_at", from: new Date(floor).toISOString() };
  return { sort: "-due_at" };
}

function Selected({ id, now, onMove }: { id: string; now: Date; onMove: (post: Movable) => void }) {
  const query = useQuery(onePost(id));
  return (
    <Loaded query={query} skeleton={<Skeleton className="h-96 w-full" />}>
      {(post) => <PostSummary post={post} now={now} onMove={() => onMove(post)} />}
    </Loaded>
  );
}

export default function PostsPage() {
  const t = useWords(postWords);
  const { language } = useLanguage();
  const now = useNow();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [moving, setMoving] = useState<Movable | null>(null);
  const page = search.page ?? 1;
  // A filter on the state searches everything, unless a view is asked for as well.
  const view = search.view ?? (search.status ? "all" : "past");
  const query = useQuery(
    posts({ page, per_page: PER_PAGE, ...spanOf(view, now), status: search.status, channel_id: search.channel, brand_id: search.brand }),
  );
  const change = (next: PostsSearch) => void navigate({ search: (old) => ({ ...old, page: undefined, ...next }), replace: true });
  const select = useMemo(
    () => (id: string | undefined) => void navigate({ search: (old) => ({ ...old, post: id }), replace: true, resetScroll: false }),
    [navigate],
  );
  const { data: allBrands = [] } = useQuery(brands());
  const { data: allChannels = [] } = useQuery(channels());
  useListKeys(query.data?.data ?? [], search.post, select);
  const isFiltered = Boolean(search.status ?? search.channel ?? search.brand);
  const clear: Filters = { status: undefined, channel: undefined, brand: undefined };

  return (
    <Page
      title={t("title")}
      action={<><Link to="/posts/dead-letters" className={buttonLook("quiet")}><RotateCw aria-hidden className="size-4" />{t("deadLetters")}</Link><Link to="/create" className={`${buttonLook("primary")} max-lg:hidden`}><PenLine aria-hidden className="size-4" />{t("create")}</Link></>}
      filters={
        <>
          <Segmented label={t("view")} value={view} onChange={(next) => change({ view: next })} segments={[{ value: "past", label: t("past") }, { value: "next", label: t("nextUp") }, { value: "all", label: t("all") }]} />
          <PostFilters filters={search} brands={allBrands} channels={allChannels} onChange={change} />
        </>
      }
    >
      <Loaded query={query} skeleton={<div className="flex flex-col gap-2">{Array.from({ length: 14 }, (_, index) => <Skeleton key={index} className="h-6 w-full" />)}</div>}>
        {({ data: rows, pagination }) =>
          rows.length === 0 ? (
            <Empty
              icon={isFiltered ? SearchX : LayoutList}
              title={isFiltered ? t("noMatch") : t("empty")}
              action={isFiltered ? <Button onClick={() => change(clear)}>{t("clear")}</Button> : <Link to="/create" className={buttonLook("primary")}>{t("create")}</Link>}
            >
              {isFiltered ? t("noMatchText") : t("emptyText")}
            </Empty>
          ) : (
            <div className="flex items-start gap-6">
              <div className="flex min-w-0 flex-1 flex-col gap-3">
                <PostTable posts={rows} selected={search.post} now={now} onSelect={select} />
                <Pager
                  page={page}
                  pages={pagination.pages ?? 1}
                  label={t("pageOf", { from: whole((page - 1) * PER_PAGE + 1, language), to: whole((page - 1) * PER_PAGE + rows.length, language), total: whole(pagination.total ?? rows.length, language) })}
                  previousLabel={t("previous")}
                  nextLabel={t("next")}
                  onPage={(next) => change({ page: next })}
                />
              </div>
              <Inspector isOpen={Boolean(search.post)} onClose={() => select(undefined)} title={t("selected")} closeLabel={t("close")}>
                {search.post && <Selected id={search.post} now={now} onMove={setMoving} />}
              </Inspector>
            </div>
          )
        }
      </Loaded>
      <MoveDialog post={moving} now={now} onClose={() => setMoving(null)} />
    </Page>
  );
}
