import { useEffect, useRef, useState } from "react";
import { useLanguage, useWords } from "@/lib/language";
import { firstLine } from "@/lib/post-text";
import { weekdayName } from "@/lib/time";
import { minutesOf, withMinutes } from "@/lib/zones";
import { bucketsOf, weekDays, type Bucket, type Group } from "./calendar-groups";
import { calendarWords } from "./calendar-words";
import { asTime } from "./day-bins";
import { GroupThumb, type GroupActions } from "./group-thumb";

const share = (minutes: number) => `${(minutes / 1440) * 100}%`;

interface WeekGridProps extends GroupActions {
  date: string;
  /** Wall time now, on the workspace's clock. */
  now: string;
  groups: readonly Group[];
  dragged: Group | null;
  /** Beside an open inspector the columns are narrow: fewer pictures, no words. */
  isNarrow: boolean;
  onSlot: (prefix: string) => void;
}

interface BucketRowProps extends GroupActions {
  bucket: Bucket;
  day: string;
  isNarrow: boolean;
  onSlot: (prefix: string) => void;
}

function BucketRow({ bucket, day, isNarrow, onSlot, ...actions }: BucketRowProps) {
  const t = useWords(calendarWords);
  const most = isNarrow ? 3 : 4;
  const [first] = bucket.groups;
  const hidden = bucket.groups.length - most;
  const only = bucket.groups.length === 1 ? first?.posts[0] : undefined;
  return (
    <div style={{ top: share(bucket.minutes) }} className="absolute inset-x-1 flex h-7 items-center gap-1">
      {!isNarrow && <span className="tabular text-xs text-muted">{first?.wall.slice(11)}</span>}
      {bucket.groups.slice(0, hidden > 0 ? most - 1 : most).map((group) => <GroupThumb key={group.id} group={group} vertical="quarter" className="w-5" {...actions} />)}
      {only && !isNarrow && <span aria-hidden className="at-start min-w-0 flex-1 truncate text-xs text-body" dir="auto">{firstLine(only.text_start)}</span>}
      {hidden > 0 && (
        <button type="button" onClick={() => onSlot(`${day}T${asTime(bucket.minutes).slice(0, 2)}`)} className="tabular h-6 min-w-6 rounded-control text-xs text-body hover:bg-surface-hover">
          <span aria-hidden dir="ltr">+{hidden + 1}</span>
          <span className="sr-only">{t("moreLabel", { count: hidden + 1, day: `${day} ${asTime(bucket.minutes)}` })}</span>
        </button>
      )}
    </div>
  );
}

interface ColumnProps extends Omit<WeekGridProps, "date" | "groups"> {
  day: string;
  inside: readonly Group[];
}

function DayColumn({ day, inside, now, dragged, isNarrow, onSlot, ...actions }: ColumnProps) {
  const [over, setOver] = useState<number | null>(null);
  const minutesAt = (event: React.DragEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.floor((((event.clientY - box.top) / box.height) * 1440) / 15) * 15;
  };
  return (
    <div
      onDragOver={(event) => {
        if (!dragged || withMinutes(day, minutesAt(event)) <= now) return;
        event.preventDefault();
        setOver(minutesAt(event));
      }}
      onDragLeave={() => setOver(null)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(null);
        if (dragged) actions.onMove(dragged, withMinutes(day, minutesAt(event)));
      }}
      className={`relative border-s border-subtle ${day < now.slice(0, 10) ? "bg-surface-page" : "bg-surface-raised"}`}
    >
      {Array.from({ length: 23 }, (_, index) => <span key={index} aria-hidden style={{ top: share((index + 1) * 60) }} className="absolute inset-x-0 h-px bg-line-subtle" />)}
      {day === now.slice(0, 10) && <span aria-hidden style={{ top: share(minutesOf(now)) }} className="absolute inset-x-0 z-1 h-px bg-action before:absolute before:-start-1 before:-top-1 before:size-2 before:rounded-full before:bg-action" />}
      {over !== null && (
        <span aria-hidden style={{ top: share(over) }} className="tabular absolute inset-x-1 z-10 rounded-control bg-action px-1 text-xs text-on-action">{asTime(over)}</span>
      )}
      {bucketsOf(inside).map((bucket) => <BucketRow key={bucket.minutes} bucket={bucket} day={day} isNarrow={isNarrow} onSlot={onSlot} {...actions} />)}
    </div>
  );
}

/** A week on its hours. */
export function WeekGrid({ date, groups, ...rest }: WeekGridProps) {
  const { language } = useLanguage();
  const days = weekDays(date);
  const frame = useRef<HTMLDivElement>(null);
  const earliest = Math.min(...groups.map((group) => minutesOf(group.wall)), 9 * 60);
  const start = useRef(earliest);
  useEffect(() => {
    // The day begins where its first post stands, not at midnight.
    const box = frame.current;
    if (box) box.scrollTop = Math.max(0, (start.current / 1440) * box.scrollHeight - 48);
  }, [date]);
  const today = rest.now.slice(0, 10);
  return (
    <div className="min-w-0 flex-1 overflow-hidden rounded-card border border-subtle bg-surface-raised">
      <div className="grid grid-cols-[3.5rem_repeat(7,minmax(0,1fr))] border-b border-subtle">
        <span />
        {days.map((day) => (
          <div key={day} className="flex h-11 items-center gap-2 border-s border-subtle px-2 text-xs">
            <span className="text-muted">{weekdayName(day, language, "short")}</span>
            <span className={`tabular inline-flex size-6 items-center justify-center rounded-full font-semibold ${day === today ? "bg-action text-on-action" : "text-strong"}`}>{Number(day.slice(8))}</span>
          </div>
        ))}
      </div>
      <div ref={frame} tabIndex={0} role="group" aria-label={days[0]} className="max-h-[calc(100dvh-17rem)] min-h-96 overflow-y-auto">
        <div className="grid h-384 grid-cols-[3.5rem_repeat(7,minmax(0,1fr))]">
          <div aria-hidden className="tabular relative text-xs text-muted">
            {Array.from({ length: 24 }, (_, hour) => <span key={hour} style={{ top: share(hour * 60) }} className={`absolute end-2 ${hour ? "-translate-y-1/2" : ""}`}>{asTime(hour * 60)}</span>)}
          </div>
          {days.map((day) => <DayColumn key={day} day={day} inside={groups.filter((group) => group.wall.startsWith(day))} {...rest} />)}
        </div>
      </div>
    </div>
  );
}
