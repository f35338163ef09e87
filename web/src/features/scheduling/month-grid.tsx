import { useState } from "react";
import { useLanguage, useWords } from "@/lib/language";
import { dayMonth, fullDay, weekdayName } from "@/lib/time";
import { monthDays, type Group } from "./calendar-groups";
import { calendarWords } from "./calendar-words";
import { GroupThumb, type GroupActions } from "./group-thumb";

interface MonthGridProps extends GroupActions {
  date: string;
  today: string;
  groups: readonly Group[];
  dragged: Group | null;
  /** Beside an open inspector the days are narrow: smaller pictures, the same two rows. */
  isNarrow: boolean;
  onDay: (day: string) => void;
}

interface DayCellProps extends Omit<MonthGridProps, "groups" | "date"> {
  day: string;
  inMonth: boolean;
  inside: readonly Group[];
}

function DayCell({ day, inMonth, inside, today, dragged, isNarrow, onDay, ...actions }: DayCellProps) {
  const t = useWords(calendarWords);
  const { language } = useLanguage();
  const [isOver, setOver] = useState(false);
  const most = isNarrow ? 6 : 8;
  const hidden = inside.length - most;
  return (
    <div
      onDragOver={(event) => {
        if (!dragged || day < today) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (dragged) actions.onMove(dragged, day + dragged.wall.slice(10));
      }}
      className={`flex min-h-32 min-w-0 flex-col gap-2 border-s border-t border-subtle p-2 first:border-s-0 ${isOver ? "bg-surface-selected" : inMonth ? "bg-surface-raised" : "bg-surface-page"}`}
    >
      <button
        type="button"
        onClick={() => onDay(day)}
        className={`tabular inline-flex h-6 min-w-6 items-center justify-center self-start rounded-full px-1 text-xs hover:bg-surface-hover ${
          day === today ? "bg-action font-semibold text-on-action hover:bg-action-hover hover:text-on-action-hover" : inMonth ? "font-medium text-strong" : "text-muted"
        }`}
      >
        <span aria-hidden>{day.endsWith("-01") ? dayMonth(day, language) : Number(day.slice(8))}</span>
        <span className="sr-only">{fullDay(day, language)}</span>
      </button>
      <div className="flex flex-wrap items-center gap-1">
        {inside.slice(0, hidden > 0 ? most - 1 : most).map((group) => <GroupThumb key={group.id} group={group} vertical="week" className={isNarrow ? "w-6" : "w-8"} {...actions} />)}
        {hidden > 0 && (
          <button type="button" onClick={() => onDay(day)} className="tabular h-7 min-w-6 rounded-control text-xs text-body hover:bg-surface-hover">
            <span aria-hidden dir="ltr">+{hidden + 1}</span>
            <span className="sr-only">{t("moreLabel", { count: hidden + 1, day: fullDay(day, language) })}</span>
          </button>
        )}
      </div>
    </div>
  );
}

/** A month of real pictures. */
export function MonthGrid({ date, groups, ...rest }: MonthGridProps) {
  const { language } = useLanguage();
  const days = monthDays(date);
  const weeks = Array.from({ length: days.length / 7 }, (_, index) => days.slice(index * 7, index * 7 + 7));
  return (
    <div className="overflow-hidden rounded-card border border-subtle">
      <div aria-hidden className="grid grid-cols-7">
        {days.slice(0, 7).map((day) => (
          <div key={day} className="px-2 py-2 text-xs font-medium text-muted">{weekdayName(day, language, "short")}</div>
        ))}
      </div>
      {weeks.map((week) => (
        <div key={week[0]} className="grid grid-cols-7">
          {week.map((day) => (
            <DayCell key={day} day={day} inMonth={day.slice(0, 7) === date.slice(0, 7)} inside={groups.filter((group) => group.wall.startsWith(day))} {...rest} />
          ))}
        </div>
      ))}
    </div>
  );
}
