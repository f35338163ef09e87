import type { Brand, Channel } from "@/api/types";
import { FilterMenu } from "@/design/patterns/filter-menu";
import { brandOptions, channelOptions } from "@/design/patterns/filter-options";
import { StatusDot } from "@/design/patterns/status-mark";
import { statuses, statusWords } from "@/design/patterns/status-words";
import { useWords } from "@/lib/language";
import { postWords } from "./words";

export interface Filters {
  status?: string | undefined;
  channel?: string | undefined;
  brand?: string | undefined;
}

interface PostFiltersProps {
  filters: Filters;
  brands: readonly Brand[];
  channels: readonly Channel[];
  onChange: (change: Filters) => void;
}

/** One chip per filter, all of them in the address. */
export function PostFilters({ filters, brands, channels, onChange }: PostFiltersProps) {
  const t = useWords(postWords);
  const s = useWords(statusWords);
  const removeLabel = (name: string) => t("remove", { name });
  const states = statuses.map((one) => ({ id: one, name: s(one), mark: <StatusDot status={one} /> }));
  return (
    <>
      <FilterMenu label={t("status")} removeLabel={removeLabel} options={states} value={filters.status} onChange={(status) => onChange({ status })} />
      <FilterMenu label={t("channel")} removeLabel={removeLabel} options={channelOptions(channels)} value={filters.channel} onChange={(channel) => onChange({ channel })} />
      <FilterMenu label={t("brand")} removeLabel={removeLabel} options={brandOptions(brands)} value={filters.brand} onChange={(brand) => onChange({ brand })} />
    </>
  );
}
