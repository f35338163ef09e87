import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Brand, Channel } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { IconButton } from "@/design/primitives/icon-button";
import { Segmented } from "@/design/primitives/segmented";
import { FilterMenu } from "@/design/patterns/filter-menu";
import { brandOptions, channelOptions } from "@/design/patterns/filter-options";
import { useLanguage, useWords } from "@/lib/language";
import { monthYear } from "@/lib/time";
import { addDays } from "@/lib/zones";
import { shiftMonth } from "./calendar-groups";
import { calendarWords } from "./calendar-words";

export type View = "month" | "week";

interface ToolbarProps {
  view: View;
  date: string;
  today: string;
  brands: readonly Brand[];
  channels: readonly Channel[];
  filters: { brand?: string | undefined; channel?: string | undefined };
  onChange: (change: { view?: View; date?: string; brand?: string | undefined; channel?: string | undefined }) => void;
}

export function CalendarToolbar({ view, date, today, brands, channels, filters, onChange }: ToolbarProps) {
  const t = useWords(calendarWords);
  const { language } = useLanguage();
  const move = (by: number) => onChange({ date: view === "month" ? shiftMonth(date, by) : addDays(date, by * 7) });
  const removeLabel = (name: string) => t("remove", { name });
  return (
    <>
      <Segmented label={t("view")} value={view} onChange={(next) => onChange({ view: next })} segments={[{ value: "month", label: t("month") }, { value: "week", label: t("week") }]} />
      <div className="flex items-center">
        <IconButton icon={ChevronLeft} mirrored label={t("previous")} onClick={() => move(-1)} />
        <Button variant="quiet" onClick={() => onChange({ date: today })}>{t("today")}</Button>
        <IconButton icon={ChevronRight} mirrored label={t("next")} onClick={() => move(1)} />
      </div>
      <p aria-live="polite" className="me-2 text-sm font-semibold text-strong">{monthYear(date, language)}</p>
      <FilterMenu label={t("brand")} removeLabel={removeLabel} options={brandOptions(brands)} value={filters.brand} onChange={(brand) => onChange({ brand })} />
      <FilterMenu label={t("channel")} removeLabel={removeLabel} options={channelOptions(channels)} value={filters.channel} onChange={(channel) => onChange({ channel })} />
    </>
  );
}
