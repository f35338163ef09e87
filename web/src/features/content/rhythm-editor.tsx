import { Plus, X } from "lucide-react";
import { Button } from "@/design/primitives/button";
import { IconButton } from "@/design/primitives/icon-button";
import { Menu, MenuItem } from "@/design/primitives/menu";
import { useLanguage, useWords } from "@/lib/language";
import { weekdayName } from "@/lib/time";
import { addDays } from "@/lib/zones";
import { MONDAY, toggled, usualDays, type OfferedType, type Rhythm } from "./month";
import { monthWords } from "./month-words";

const look = "h-7 rounded-control px-2 text-xs font-medium text-muted ring-1 ring-inset ring-line-subtle hover:text-strong aria-pressed:bg-surface-selected aria-pressed:text-strong aria-pressed:ring-action";
/** More than these would fill the page; they open as a list. */
const MOST_SHOWN = 14;

interface WeekdaysProps {
  label: string;
  every: OfferedType["every"];
  weekdays: readonly number[];
  onChange: (weekdays: number[]) => void;
}

function Weekdays({ label, every, weekdays, onChange }: WeekdaysProps) {
  const t = useWords(monthWords);
  const { language } = useLanguage();
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      <button type="button" aria-pressed={weekdays.length === 0} onClick={() => onChange([])} className={look}>{t(`every_${every}`)}</button>
      {[0, 1, 2, 3, 4, 5, 6].map((day) => {
        return (
          <button
            key={day}
            type="button"
            aria-pressed={weekdays.includes(day)}
            onClick={() => onChange(toggled(weekdays, day))}
            className={`${look} min-w-9`}
          >
            {weekdayName(addDays(MONDAY, day), language, "short")}
          </button>
        );
      })}
    </div>
  );
}

interface RhythmEditorProps {
  rhythms: readonly Rhythm[];
  offered: readonly OfferedType[];
  onChange: (rhythms: Rhythm[]) => void;
}

/** Which types, each on its weekdays. */
export function RhythmEditor({ rhythms, offered, onChange }: RhythmEditorProps) {
  const t = useWords(monthWords);
  const nameOf = (type: string) => offered.find((one) => one.id === type)?.name ?? type;
  const add = (type: OfferedType) => onChange([...rhythms, { type: type.id, weekdays: usualDays(type, rhythms) }]);
  const rest = offered.filter((one) => !rhythms.some((rhythm) => rhythm.type === one.id));
  return (
    <div className="flex flex-col gap-3">
      {rhythms.length > 0 && (
        <ul className="flex flex-col divide-y divide-line-subtle rounded-card border border-subtle">
          {rhythms.map((rhythm) => (
            <li key={rhythm.type} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2">
              <span className="min-w-32 flex-1 text-sm font-medium text-strong"><bdi>{nameOf(rhythm.type)}</bdi></span>
              <Weekdays label={nameOf(rhythm.type)} every={offered.find((one) => one.id === rhythm.type)?.every ?? "day"} weekdays={rhythm.weekdays} onChange={(weekdays) => onChange(rhythms.map((one) => (one.type === rhythm.type ? { ...one, weekdays } : one)))} />
              <IconButton icon={X} size="sm" label={t("remove", { type: nameOf(rhythm.type) })} onClick={() => onChange(rhythms.filter((one) => one.type !== rhythm.type))} />
            </li>
          ))}
        </ul>
      )}
      {rest.length > 0 && offered.length <= MOST_SHOWN && (
        <div role="group" aria-label={t("add")} className="flex flex-wrap gap-1">
          {rest.map((one) => <Button key={`${one.pack}:${one.id}`} size="sm" icon={Plus} className="rounded-full" onClick={() => add(one)}><bdi>{one.name}</bdi></Button>)}
        </div>
      )}
      {rest.length > 0 && offered.length > MOST_SHOWN && (
        <Menu align="start" trigger={<Button size="sm" icon={Plus} className="self-start">{t("add")}</Button>}>
          {rest.map((one) => (
            <MenuItem key={`${one.pack}:${one.id}`} onSelect={() => add(one)}>
              <bdi>{one.name}</bdi>
            </MenuItem>
          ))}
        </Menu>
      )}
      <p className="text-xs text-muted">{t("whatHelp")}</p>
    </div>
  );
}
