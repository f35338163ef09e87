import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { PenLine } from "lucide-react";
import { useState } from "react";
import { brands } from "@/api/brands";
import { channels } from "@/api/channels";
import { calendar, post as onePost } from "@/api/posts";
import { me } from "@/api/session";
import type { CalendarPost } from "@/api/types";
import type { CalendarSearch } from "@/app/search";
import { buttonLook } from "@/design/primitives/button";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { Inspector } from "@/design/patterns/inspector";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { PostSummary } from "@/features/publishing/post-summary";
import { Agenda } from "@/features/scheduling/agenda";
import { groupsOf, monthDays, weekDays, type Group } from "@/features/scheduling/calendar-groups";
import { CalendarToolbar, type View } from "@/features/scheduling/calendar-toolbar";
import { calendarWords } from "@/features/scheduling/calendar-words";
import { MonthGrid } from "@/features/scheduling/month-grid";
import { PocketCalendar } from "@/features/scheduling/pocket-calendar";
import { MoveDialog, type Movable } from "@/features/scheduling/move-dialog";
import { useMoveGroup } from "@/features/scheduling/use-move-group";
import { WeekGrid } from "@/features/scheduling/week-grid";
import { useMedia, useNow } from "@/lib/hooks";
import { useWords } from "@/lib/language";
import { readerZone, toWall } from "@/lib/zones";

const route = getRouteApi("/shell/calendar");

function matches(post: CalendarPost, search: CalendarSearch): boolean {
  return (!search.brand || post.brand_id === search.brand) && (!search.channel || post.channel.id === search.channel);
}

function Selected({ id, group, onPick, onMove }: { id: string; group: Group | undefined; onPick: (id: string) => void; onMove: (post: Movable) => void }) {
  const t = useWords(calendarWords);
  const now = useNow();
  const query = useQuery(onePost(id));
  const others = group && group.posts.length > 1 ? group.posts : [];
  return (
    <div className="flex flex-col gap-4">
      {others.length > 0 && (
        <Segmented
          label={t("networks")}
          value={id}
          onChange={onPick}
          segments={others.map((one) => ({ value: one.id, label: <PlatformMark platform={one.channel.platform} />, name: platformName(one.channel.platform) }))}
        />
      )}
      <Loaded query={query} skeleton={<Skeleton className="h-96 w-full" />}>
        {(post) => <PostSummary post={post} now={now} onMove={() => onMove(post)} />}
      </Loaded>
    </div>
  );
}

function CalendarBody({ list, view, date, wallNow, zone }: { list: CalendarPost[]; view: View; date: string; wallNow: string; zone: string }) {
  const t = useWords(calendarWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const isWide = useMedia("(min-width: 48rem)");
  const [dragged, setDragged] = useState<Group | null>(null);
  const [moving, setMoving] = useState<Movable | null>(null);
  const move = useMoveGroup(zone);
  const groups = groupsOf(list.filter((post) => matches(post, search)));
  const go = (change: CalendarSearch) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const group = groups.find((one) => one.posts.some((post) => post.id === search.post));
  const listed = search.at ? groups.filter((one) => one.wall.startsWith(search.at ?? "")) : [];
  const isOpen = Boolean(search.post) || (isWide && listed.length > 0);
  const actions = {
    selected: search.post,
    onSelect: (chosen: Group) => go({ post: chosen.id, at: undefined }),
    onMove: move,
    onDrag: setDragged,
    dragged,
  };
  const grid =
    view === "week" ? (
      <WeekGrid date={date} now={wallNow} groups={groups} isNarrow={isOpen} onSlot={(at) => go({ at, post: undefined })} {...actions} />
    ) : (
      <div className="min-w-0 flex-1"><MonthGrid date={date} today={wallNow.slice(0, 10)} groups={groups} isNarrow={isOpen} onDay={(day) => go({ at: day, post: undefined })} {...actions} /></div>
    );
  return (
    <>
      <div className="flex items-start gap-6">
        {isWide ? (
          grid
        ) : (
          <div className="min-w-0 flex-1">
            <PocketCalendar days={view === "month" ? monthDays(date) : weekDays(date)} date={date} today={wallNow.slice(0, 10)} groups={groups} selected={search.post} onDay={(day) => go({ date: day, at: undefined })} onSelect={actions.onSelect} />
          </div>
        )}
        <Inspector isOpen={isOpen} onClose={() => go({ post: undefined, at: undefined })} title={search.post ? t("selected") : t("list")} closeLabel={t("close")}>
          {search.post ? (
            <Selected key={search.post} id={search.post} group={group} onPick={(id) => go({ post: id })} onMove={setMoving} />
          ) : (
            <Agenda groups={listed} selected={undefined} onSelect={actions.onSelect} />
          )}
        </Inspector>
      </div>
      <p className="mt-2 text-xs text-muted">{t("zone")}</p>
      <MoveDialog post={moving} now={now} onClose={() => setMoving(null)} />
    </>
  );
}

export default function CalendarPage() {
  const t = useWords(calendarWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const { data: person } = useQuery(me());
  const zone = person?.workspace.time_zone ?? readerZone();
  const wallNow = toWall(now, zone);
  const view = search.view ?? "month";
  const date = search.date ?? wallNow.slice(0, 10);
  const days = view === "month" ? monthDays(date) : weekDays(date);
  const query = useQuery(calendar(days[0] ?? date, days.at(-1) ?? date));
  const { data: allBrands = [] } = useQuery(brands());
  const { data: allChannels = [] } = useQuery(channels());
  return (
    <Page
      title={t("title")}
      action={<Link to="/create" className={`${buttonLook("primary")} max-lg:hidden`}><PenLine aria-hidden className="size-4" />{t("create")}</Link>}
      filters={
        <CalendarToolbar
          view={view}
          date={date}
          today={wallNow.slice(0, 10)}
          brands={allBrands}
          channels={allChannels}
          filters={search}
          onChange={(change) => void navigate({ search: (old) => ({ ...old, at: undefined, ...change }), replace: true, resetScroll: false })}
        />
      }
    >
      <Loaded query={query} skeleton={<Skeleton className="h-160 w-full" />}>
        {(list) => <CalendarBody list={list} view={view} date={date} wallNow={wallNow} zone={zone} />}
      </Loaded>
    </Page>
  );
}
