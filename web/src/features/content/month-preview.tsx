import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import { useEffect, useState } from "react";
import { proposal } from "@/api/batches";
import { channels, servesBrand } from "@/api/channels";
import type { Brand, BulkRequest, Proposal } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";
import { dayMonth, weekdayName } from "@/lib/time";
import { addDays } from "@/lib/zones";
import { CostLine, usePrice } from "./cost-line";
import { byDay, MONDAY, orderOf, perBrand, type MonthPlan } from "./month";
import { monthWords } from "./month-words";
import { useCost } from "./use-cost";

const steps = ["text", "image"] as const;

/** The value as it was when it last stood still for a moment. */
function useSettled<T>(value: T, wait: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}

/** The days in weeks, each with how many pieces it gets; days that have theirs already are quiet. */
function DayMap({ told, first, days }: { told: Proposal; first: string; days: number }) {
  const { language } = useLanguage();
  const rows = byDay(told, first, days);
  const before = (new Date(`${first}T00:00Z`).getUTCDay() + 6) % 7;
  return (
    <div className="grid grid-cols-7 gap-1 text-center">
      {[0, 1, 2, 3, 4, 5, 6].map((day) => <span key={day} aria-hidden className="truncate text-xs text-muted">{weekdayName(addDays(MONDAY, day), language, "short")}</span>)}
      {Array.from({ length: before }, (_, index) => <span key={index} />)}
      {rows.map(({ day, make, there }) => (
        <span key={day} title={`${weekdayName(day, language)} ${dayMonth(day, language)}`} className={`tabular flex h-9 flex-col justify-center rounded-control text-xs ${make > 0 ? "bg-wash-proposed text-proposed" : "bg-surface-sunken text-muted"}`}>
          <span className="leading-tight">{Number(day.slice(8))}</span>
          <span className="leading-tight font-semibold">{make > 0 ? make : there > 0 ? "✓" : ""}</span>
        </span>
      ))}
    </div>
  );
}

function Types({ told, nameOf }: { told: Proposal; nameOf: (type: string) => string }) {
  const { language } = useLanguage();
  const counts = new Map<string, number>();
  for (const { type } of told.items) counts.set(type, (counts.get(type) ?? 0) + 1);
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {[...counts].sort((a, b) => b[1] - a[1]).map(([type, count]) => (
        <li key={type} className="flex justify-between gap-3"><bdi className="truncate text-body">{nameOf(type)}</bdi><span className="tabular text-muted">{whole(count, language)}</span></li>
      ))}
    </ul>
  );
}

/** Said before anything is ordered: what is planned for channels needs some. */
function Homeless({ brands, onKeep }: { brands: readonly Brand[]; onKeep: () => void }) {
  const t = useWords(monthWords);
  const first = brands[0];
  if (!first) return null;
  return (
    <div role="status" className="flex flex-col items-start gap-2 rounded-control bg-wash-waiting p-3 text-sm text-body">
      <p>{t("noAccount", { count: brands.length, brand: first.name })}</p>
      <span className="flex flex-wrap gap-2">
        <Link to="/brands/$brandId" params={{ brandId: first.id }} className={buttonLook("secondary", "sm")}>{t("giveAccount")}</Link>
        <Button size="sm" variant="quiet" onClick={onKeep}>{t("keepInstead")}</Button>
      </span>
    </div>
  );
}

interface ToldProps {
  told: Proposal;
  order: BulkRequest;
  isCurrent: boolean;
  homeless: readonly Brand[];
  onKeep: () => void;
  isBusy: boolean;
  nameOf: (type: string) => string;
  onOrder: () => void;
}

function Told({ told, order, isCurrent, homeless, onKeep, isBusy, nameOf, onOrder }: ToldProps) {
  const t = useWords(monthWords);
  const price = usePrice();
  const { language } = useLanguage();
  const { cost, makers } = useCost(perBrand(told), steps);
  const count = told.items.length;
  const shown = cost && count > 0 ? ` · ${language === "en" ? price(cost).toLowerCase() : price(cost)}` : "";
  return (
    <>
      <p aria-live="polite" className="tabular text-2xl font-semibold tracking-tight text-strong rtl:tracking-normal">{t("pieces", { count })}</p>
      {told.existing.length > 0 && <p className="text-xs text-muted">{t("existing", { count: told.existing.length })}</p>}
      <DayMap told={told} first={order.first_day} days={order.days ?? 1} />
      <Types told={told} nameOf={nameOf} />
      {count > 0 && <CostLine cost={cost} makers={makers} steps={steps} />}
      {count > 0 && <Homeless brands={homeless} onKeep={onKeep} />}
      {count > 0 ? (
        <Button variant="primary" size="lg" icon={Layers} isBusy={isBusy} disabled={!isCurrent || homeless.length > 0} onClick={onOrder} className="w-full">{t("order", { count })}{shown}</Button>
      ) : (
        <p className="text-sm text-muted">{t("nothing")}</p>
      )}
    </>
  );
}

interface MonthPreviewProps {
  plan: MonthPlan;
  brands: readonly Brand[];
  onKeep: () => void;
  nameOf: (type: string) => string;
  isBusy: boolean;
  onOrder: (order: BulkRequest) => void;
}

/** What the order comes to, told while it is put together: how many, on which days, for how much. */
export function MonthPreview({ plan, brands, onKeep, nameOf, isBusy, onOrder }: MonthPreviewProps) {
  const t = useWords(monthWords);
  const settled = useSettled(plan, 250);
  const order = orderOf(settled);
  const query = useQuery({ ...proposal(order), enabled: settled.brands.length > 0 });
  const { data: allChannels } = useQuery(channels());
  const homeless = plan.isScheduled && allChannels ? brands.filter((one) => plan.brands.includes(one.id) && !allChannels.some((channel) => servesBrand(channel, one.id))) : [];
  const isCurrent = settled === plan && !query.isPlaceholderData;
  return (
    <section aria-label={t("preview")} className="flex flex-col gap-4 rounded-card border border-subtle bg-surface-raised p-5 lg:sticky lg:top-19">
      <h2 className="text-sm font-semibold text-strong">{t("preview")}</h2>
      {plan.brands.length === 0 ? (
        <p className="text-sm text-muted">{t("chooseBrand")}</p>
      ) : (
        <Loaded query={query} skeleton={<Skeleton className="h-40 w-full" />}>
          {(told) => <Told told={told} order={order} isCurrent={isCurrent} homeless={homeless} onKeep={onKeep} isBusy={isBusy} nameOf={nameOf} onOrder={() => onOrder(order)} />}
        </Loaded>
      )}
    </section>
  );
}
