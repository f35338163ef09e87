import { StatusDot } from "@/design/patterns/status-mark";
import { shownStatus } from "@/design/patterns/status-words";
import { useLanguage } from "@/lib/language";
import { fullDay, weekdayName } from "@/lib/time";
import type { Group } from "./calendar-groups";

interface DayStripProps {
  days: readonly string[];
  month: string;
  today: string;
  chosen: string;
  groups: readonly Group[];
  onDay: (day: string) => void;
}

/** The month or the week on a phone: a dot per piece, the chosen day listed below. */
export function DayStrip({ days, month, today, chosen, groups, onDay }: DayStripProps) {
  const { language } = useLanguage();
  const look = (day: string) => {
    if (day === chosen) return "bg-action font-semibold text-on-action";
    if (day === today) return "font-semibold text-action";
    return day.slice(0, 7) === month ? "text-strong" : "text-muted";
  };
  return (
    <div className="rounded-card border border-subtle bg-surface-raised p-2">
      <div aria-hidden className="grid grid-cols-7 pb-1 text-center text-xs text-muted">
        {days.slice(0, 7).map((day) => <span key={day} className="truncate">{weekdayName(day, language, "short")}</span>)}
      </div>
      <div className="grid grid-cols-7">
        {days.map((day) => {
          const inside = groups.filter((group) => group.wall.startsWith(day));
          return (
            <button key={day} type="button" aria-label={fullDay(day, language)} aria-pressed={day === chosen} onClick={() => onDay(day)} className="flex h-12 flex-col items-center gap-1 rounded-control pt-1">
              <span className={`tabular inline-flex size-7 items-center justify-center rounded-full text-sm ${look(day)}`}>{Number(day.slice(8))}</span>
              <span aria-hidden className="flex h-2 gap-px">
                {inside.slice(0, 4).map((group) => <StatusDot key={group.id} status={group.posts[0] ? shownStatus(group.posts[0]) : "draft"} className="size-2" />)}
              </span>
            </button>
          );
        })}
      </div>
    </div>
  );
}
