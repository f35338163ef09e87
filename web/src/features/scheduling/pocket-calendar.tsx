import { CalendarDays } from "lucide-react";
import { Empty } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { Agenda } from "./agenda";
import type { Group } from "./calendar-groups";
import { calendarWords } from "./calendar-words";
import { DayStrip } from "./day-strip";

interface PocketCalendarProps {
  days: readonly string[];
  date: string;
  today: string;
  groups: readonly Group[];
  selected: string | undefined;
  onDay: (day: string) => void;
  onSelect: (group: Group) => void;
}

/** The calendar for a hand: days above, the chosen day's pieces below. */
export function PocketCalendar({ days, date, today, groups, selected, onDay, onSelect }: PocketCalendarProps) {
  const t = useWords(calendarWords);
  const inside = groups.filter((group) => group.wall.startsWith(date));
  return (
    <div className="flex flex-col gap-6">
      <DayStrip days={days} month={date.slice(0, 7)} today={today} chosen={date} groups={groups} onDay={onDay} />
      {inside.length ? (
        <Agenda groups={inside} selected={selected} onSelect={onSelect} />
      ) : (
        <Empty compact icon={CalendarDays} title={t("empty")}>{t("emptyText")}</Empty>
      )}
    </div>
  );
}
