import type { ReactNode } from "react";
import type { Brand, Pack } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { TextInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { BrandMark } from "@/design/patterns/brand-mark";
import { useWords } from "@/lib/language";
import { MOST_DAYS, typesFor, type MonthPlan } from "./month";
import { monthWords } from "./month-words";
import { RhythmEditor } from "./rhythm-editor";

interface MonthFormProps {
  plan: MonthPlan;
  brands: readonly Brand[];
  packs: readonly Pack[];
  onChange: (part: Partial<MonthPlan>) => void;
}

function Part({ title, trailing, children }: { title: string; trailing?: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 rounded-card border border-subtle bg-surface-raised p-5">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-2">
        <h2 className="text-sm font-semibold text-strong">{title}</h2>
        {trailing}
      </div>
      {children}
    </section>
  );
}

function BrandChoice({ plan, brands, onChange }: Omit<MonthFormProps, "packs">) {
  const t = useWords(monthWords);
  const toggle = (id: string) => onChange({ brands: plan.brands.includes(id) ? plan.brands.filter((one) => one !== id) : [...plan.brands, id] });
  return (
    <Part
      title={t("brands")}
      trailing={
        <span className="flex gap-1">
          <Button size="sm" variant="quiet" onClick={() => onChange({ brands: brands.map((one) => one.id) })}>{t("all")}</Button>
          <Button size="sm" variant="quiet" onClick={() => onChange({ brands: [] })}>{t("none")}</Button>
        </span>
      }
    >
      <div className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-2">
        {brands.map((brand) => (
          <label key={brand.id} className="flex cursor-pointer items-center gap-2 rounded-control px-2 py-1 text-sm text-body hover:bg-surface-hover has-checked:bg-surface-selected has-checked:text-strong has-checked:ring-1 has-checked:ring-action has-focus-visible:outline-2 has-focus-visible:outline-action">
            <input type="checkbox" className="sr-only" checked={plan.brands.includes(brand.id)} onChange={() => toggle(brand.id)} />
            <BrandMark brand={brand} />
            <span className="truncate"><bdi>{brand.name}</bdi></span>
          </label>
        ))}
      </div>
    </Part>
  );
}

const spans = [["week", 7], ["fortnight", 14], ["month", 30]] as const;

function Days({ plan, onChange }: Pick<MonthFormProps, "plan" | "onChange">) {
  const t = useWords(monthWords);
  const span = spans.find(([, days]) => days === plan.days)?.[0] ?? "";
  return (
    <Part title={t("when")}>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <label className="flex flex-col gap-1 text-sm font-medium text-strong">{t("from")}<TextInput type="date" className="w-40 font-normal" value={plan.first} onChange={(event) => event.target.value && onChange({ first: event.target.value })} /></label>
        <label className="flex flex-col gap-1 text-sm font-medium text-strong">{t("days")}<TextInput type="number" min={1} max={MOST_DAYS} className="tabular w-20 font-normal" value={plan.days} onChange={(event) => onChange({ days: Math.min(Number(event.target.value) || 1, MOST_DAYS) })} /></label>
        <Segmented<"week" | "fortnight" | "month" | ""> label={t("days")} value={span} onChange={(next) => onChange({ days: spans.find(([name]) => name === next)?.[1] ?? plan.days })} segments={spans.map(([value]) => ({ value, label: t(value) }))} />
      </div>
    </Part>
  );
}

/** What to order: for whom, when, what, how long, and where it goes. */
export function MonthForm({ plan, brands, packs, onChange }: MonthFormProps) {
  const t = useWords(monthWords);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <BrandChoice plan={plan} brands={brands} onChange={onChange} />
      <Days plan={plan} onChange={onChange} />
      <Part title={t("what")}>
        <RhythmEditor rhythms={plan.rhythms} offered={typesFor(brands, plan.brands, packs)} onChange={(rhythms) => onChange({ rhythms })} />
        <div className="flex flex-wrap items-center gap-3">
          <span aria-hidden className="text-sm font-medium text-strong">{t("length")}</span>
          <Segmented label={t("length")} value={plan.length} onChange={(length) => onChange({ length })} segments={(["short", "medium", "long"] as const).map((value) => ({ value, label: t(value) }))} />
        </div>
      </Part>
      <Part title={t("where")}>
        <Segmented label={t("where")} value={plan.isScheduled ? "channels" : "keep"} onChange={(next) => onChange({ isScheduled: next === "channels" })} segments={[{ value: "channels", label: t("channels") }, { value: "keep", label: t("keep") }]} className="self-start" />
        <p className="text-xs text-muted">{t(plan.isScheduled ? "channelsHelp" : "keepHelp")}</p>
      </Part>
    </div>
  );
}
