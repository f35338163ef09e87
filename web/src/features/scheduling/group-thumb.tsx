import { platformName } from "@/design/patterns/platform-mark";
import { StatusDot } from "@/design/patterns/status-mark";
import { shownStatus, statusWords, toneOf } from "@/design/patterns/status-words";
import { Thumb } from "@/design/patterns/thumb";
import { useLanguage, useWords } from "@/lib/language";
import { firstLine } from "@/lib/post-text";
import { addDays, minutesOf, withMinutes } from "@/lib/zones";
import { isMovable, type Group } from "./calendar-groups";
import { calendarWords } from "./calendar-words";

export interface GroupActions {
  selected: string | undefined;
  onSelect: (group: Group) => void;
  onMove: (group: Group, wall: string) => void;
  onDrag: (group: Group | null) => void;
}

interface GroupThumbProps extends GroupActions {
  group: Group;
  /** What up and down do: a week in the month, a quarter of an hour in the week. */
  vertical: "week" | "quarter";
  className?: string;
}

function shifted(group: Group, key: string, vertical: "week" | "quarter", isRtl: boolean): string | null {
  const day = group.wall.slice(0, 10);
  const time = group.wall.slice(10);
  if (key === "ArrowLeft") return addDays(day, isRtl ? 1 : -1) + time;
  if (key === "ArrowRight") return addDays(day, isRtl ? -1 : 1) + time;
  const sign = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
  if (sign === 0) return null;
  return vertical === "week" ? addDays(day, sign * 7) + time : withMinutes(day, minutesOf(group.wall) + sign * 15);
}

/** A piece in the calendar: its picture and its worst state. Moved by dragging or by keyboard. */
export function GroupThumb({ group, vertical, selected, onSelect, onMove, onDrag, className = "w-8" }: GroupThumbProps) {
  const t = useWords(calendarWords);
  const s = useWords(statusWords);
  const { direction } = useLanguage();
  const first = group.posts[0];
  if (!first) return null;
  const movable = isMovable(group);
  const worst = group.posts.find((post) => toneOf(shownStatus(post)) === "failed") ?? group.posts.find((post) => toneOf(shownStatus(post)) === "waiting") ?? first;
  const label = t("piece", {
    time: group.wall.slice(11),
    text: firstLine(first.text_start),
    networks: group.posts.map((post) => platformName(post.channel.platform)).join(", "),
    status: s(shownStatus(worst)),
  });
  return (
    <button
      type="button"
      title={movable ? `${label} · ${t("moveHint")}` : label}
      aria-label={label}
      aria-pressed={group.posts.some((post) => post.id === selected)}
      draggable={movable}
      onClick={() => onSelect(group)}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", group.id);
        onDrag(group);
      }}
      onDragEnd={() => onDrag(null)}
      onKeyDown={(event) => {
        if (!event.altKey || !movable) return;
        const wall = shifted(group, event.key, vertical, direction === "rtl");
        if (!wall) return;
        event.preventDefault();
        onMove(group, wall);
      }}
      className={`relative rounded-control transition-opacity aria-pressed:ring-2 aria-pressed:ring-action ${movable ? "cursor-grab active:cursor-grabbing" : ""} ${first.status === "cancelled" ? "opacity-40" : ""}`}
    >
      <Thumb url={first.thumbnail_url} className={className} />
      <span className="absolute -end-1 -bottom-1 inline-flex rounded-full bg-surface-raised p-px"><StatusDot status={shownStatus(worst)} className="size-2" /></span>
    </button>
  );
}
