import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useBrandById } from "@/api/brands";
import type { CalendarPost } from "@/api/types";
import { Tooltip } from "@/design/primitives/tooltip";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { StatusDot } from "@/design/patterns/status-mark";
import { shownStatus } from "@/design/patterns/status-words";
import { Thumb } from "@/design/patterns/thumb";
import { useLanguage, useWords } from "@/lib/language";
import { firstLine } from "@/lib/post-text";
import { clockTime, zoneName } from "@/lib/time";
import { minutesOf, readerZone, toWall } from "@/lib/zones";
import { asTime, dayHours, type Hour } from "./day-bins";
import { railWords } from "./words";

const TALLEST = 6;
const share = (minutes: number) => `${(minutes / 1440) * 100}%`;

function HourPreview({ hour, zone }: { hour: Hour; zone: string }) {
  const t = useWords(railWords);
  const brandOf = useBrandById();
  return (
    <span className="flex w-64 flex-col gap-2 py-1">
      {hour.posts.slice(0, 4).map((post) => (
        <span key={post.id} className="flex items-center gap-2">
          <Thumb url={post.thumbnail_url} className="w-7" />
          <span className="min-w-0 flex-1">
            <span className="at-start block truncate" dir="auto">{firstLine(post.text_start)}</span>
            <span className="flex items-center gap-1 text-muted">
              <span className="tabular">{clockTime(post.due_at, zone)}</span>
              <PlatformMark platform={post.channel.platform} className="size-3" />
              <span className="truncate">{brandOf(post.brand_id)?.name}</span>
            </span>
          </span>
          <StatusDot status={shownStatus(post)} />
        </span>
      ))}
      {hour.posts.length > 4 && <span className="text-muted">{t("andMore", { count: hour.posts.length - 4 })}</span>}
    </span>
  );
}

function HourMark({ hour, day, zone }: { hour: Hour; day: string; zone: string }) {
  const t = useWords(railWords);
  const time = asTime(hour.hour * 60);
  // What does not fit is counted once an hour: two counts side by side would run into each other.
  const over = hour.quarters.reduce((sum, posts) => sum + Math.max(posts.length - TALLEST, 0), 0);
  const fullest = hour.quarters.findIndex((posts) => posts.length > TALLEST);
  return (
    <Tooltip label={<HourPreview hour={hour} zone={zone} />}>
      <Link
        to="/calendar"
        search={{ view: "week", date: day, at: `${day}T${time.slice(0, 2)}` }}
        style={{ left: share(hour.hour * 60), width: share(60) }}
        className="absolute bottom-0 grid h-24 grid-cols-4 items-end rounded-control pb-2 hover:bg-surface-hover"
      >
        <span className="sr-only">{t("binLabel", { time, count: hour.posts.length })}</span>
        {hour.quarters.map((posts, quarter) => (
          <span key={quarter} aria-hidden className="flex flex-col-reverse items-center gap-1">
            {posts.slice(0, TALLEST).map((post) => <StatusDot key={post.id} status={shownStatus(post)} className="size-2" />)}
            {quarter === fullest && <span className="tabular text-xs leading-none text-body">+{over}</span>}
          </span>
        ))}
      </Link>
    </Tooltip>
  );
}

function Hours({ shift }: { shift: number | null }) {
  return (
    <div aria-hidden className={`tabular relative border-t border-subtle text-xs text-muted ${shift === null ? "h-7" : "h-11"}`}>
      {Array.from({ length: 13 }, (_, index) => (
        <span key={index} style={{ left: share(index * 120) }} className="absolute top-1 flex -translate-x-1/2 flex-col items-center">
          <span className={index % 3 === 0 ? "font-medium text-body" : ""}>{asTime((index * 120) % 1440).slice(0, 2)}</span>
          {shift !== null && <span>{asTime((index * 120 + shift + 2880) % 1440).slice(0, shift % 60 ? 5 : 2)}</span>}
        </span>
      ))}
    </div>
  );
}

interface DayRailProps {
  posts: readonly CalendarPost[];
  zone: string;
  now: Date;
}

/** The day on one line: what went out, what goes out next, and where the day stands. */
export function DayRail({ posts, zone, now }: DayRailProps) {
  const t = useWords(railWords);
  const { language } = useLanguage();
  const wall = toWall(now, zone);
  const minutes = minutesOf(wall);
  const own = readerZone();
  const ownWall = toWall(now, own);
  const shift = ownWall === wall ? null : (Date.parse(`${ownWall}Z`) - Date.parse(`${wall}Z`)) / 60_000;
  const scroller = useRef<HTMLDivElement>(null);
  const start = useRef(minutes);
  useEffect(() => {
    // On a narrow window the rail is wider than its frame: begin where the day is.
    const frame = scroller.current;
    if (frame) frame.scrollLeft = (start.current / 1440) * frame.scrollWidth - frame.clientWidth / 2;
  }, []);
  return (
    <figure aria-label={t("rail", { zone: zoneName(zone, language) })}>
      <div ref={scroller} dir="ltr" className="overflow-x-auto rounded-card border border-subtle bg-surface-raised">
        <div className="relative min-w-208 px-4">
          <div className="sky relative -mx-4 h-32 px-4">
            <div className="relative h-full">
              <span aria-hidden style={{ left: share(minutes) }} className="pointer-events-none absolute inset-y-0 w-px bg-action" />
              {dayHours(posts, zone, wall.slice(0, 10)).map((hour) => <HourMark key={hour.hour} hour={hour} day={wall.slice(0, 10)} zone={zone} />)}
              <span style={{ left: share(minutes) }} className="tabular pointer-events-none absolute top-2 -translate-x-1/2 rounded-full bg-action px-2 text-xs font-medium text-on-action">
                {wall.slice(11)}
              </span>
            </div>
          </div>
          <Hours shift={shift} />
        </div>
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 text-xs text-muted">
        <span>{shift === null ? t("zone", { zone: zoneName(zone, language) }) : t("zones", { zone: zoneName(zone, language), own: zoneName(own, language) })}</span>
        {posts.length === 0 && <span>{t("quiet")}</span>}
      </figcaption>
    </figure>
  );
}
