import type { Batch, Brand, BulkRequest, Pack, Proposal } from "@/api/types";
import { addDays } from "@/lib/zones";

export interface Rhythm {
  type: string;
  /** Monday is 0; empty for every day. */
  weekdays: number[];
}

export interface MonthPlan {
  brands: string[];
  first: string;
  days: number;
  rhythms: Rhythm[];
  length: "short" | "medium" | "long";
  isScheduled: boolean;
}

export const MOST_DAYS = 92;

/** A Monday, to name the weekdays from. */
export const MONDAY = "2026-11-23";

export function orderOf(plan: MonthPlan): BulkRequest {
  return {
    brand_ids: plan.brands,
    first_day: plan.first,
    days: Math.min(Math.max(Math.round(plan.days) || 1, 1), MOST_DAYS),
    types: plan.rhythms.map(({ type, weekdays }) => ({ type, weekdays: [...weekdays].sort() })),
    length: plan.length,
    channel_ids: plan.isScheduled ? null : [],
    when: "on_day",
  };
}

/** A weekday is taken in or out. From every day, a weekday means that one alone; all seven, or none, are every day. */
export function toggled(weekdays: readonly number[], day: number): number[] {
  const next = weekdays.includes(day) ? weekdays.filter((one) => one !== day) : [...weekdays, day];
  return next.length === 7 ? [] : next.sort();
}

const MOST_A_WEEK = 7;

/** The days a type is made on until a person says otherwise: its own weekday or span where it has one,
    the first type every day, any other once a week, on the day that carries least. */
export function usualDays(type: Pick<OfferedType, "every" | "weekday">, rhythms: readonly Rhythm[]): number[] {
  if (type.every === "week") return [type.weekday];
  if (type.every === "month" || rhythms.length === 0) return [];
  const load = Array.from({ length: MOST_A_WEEK }, (_, day) => rhythms.filter((one) => one.weekdays.includes(day)).length);
  return [load.indexOf(Math.min(...load))];
}

export interface OfferedType {
  id: string;
  name: string;
  pack: string;
  /** What one piece of it is made for. */
  every: "day" | "week" | "month";
  /** Where one piece is made for a week: on which day, Monday is 0. */
  weekday: number;
}

/** The types of the packs that the chosen brands speak in, each once. */
export function typesFor(brands: readonly Brand[], chosen: readonly string[], packs: readonly Pack[]): OfferedType[] {
  const spoken = new Set(brands.filter((one) => chosen.includes(one.id)).map((one) => one.pack));
  return packs.filter((one) => spoken.has(one.id)).flatMap((pack) => pack.types.map(({ id, name, every, weekday }) => ({ id, name, pack: pack.name, every, weekday })));
}

/** Rows of a proposal: how many of each type on each day. */
export function byDay(proposal: Proposal, first: string, days: number): { day: string; make: number; there: number }[] {
  return Array.from({ length: days }, (_, index) => {
    const day = addDays(first, index);
    const on = (list: Proposal["items"]) => list.filter((one) => one.day === day).length;
    return { day, make: on(proposal.items), there: on(proposal.existing) };
  });
}

/** How many pieces of each brand: what its order costs is asked brand by brand. */
export function perBrand(proposal: Proposal | undefined): { brand: string; pieces: number }[] {
  const found = new Map<string, number>();
  for (const { brand_id } of proposal?.items ?? []) found.set(brand_id, (found.get(brand_id) ?? 0) + 1);
  return [...found].map(([brand, pieces]) => ({ brand, pieces }));
}

export interface Share {
  name: "made" | "refused" | "failed" | "cancelled" | "left";
  count: number;
}

/** The parts of an order, in the order in which its bar shows them; empty parts are left out. */
export function sharesOf(batch: Batch): Share[] {
  const shares: Share[] = [
    { name: "made", count: batch.done },
    { name: "refused", count: batch.refused },
    { name: "failed", count: batch.failed },
    { name: "cancelled", count: batch.cancelled },
    { name: "left", count: Math.max(batch.total - batch.ended, 0) },
  ];
  return shares.filter((one) => one.count > 0);
}

export interface Ordered {
  brands: readonly string[];
  first: string;
  last: string;
  isScheduled: boolean;
}

/** What was ordered, read back from the request that the API keeps. */
export function orderedOf(batch: Batch): Ordered | null {
  const { brand_ids: brands, first_day: first, days, channel_ids: channels } = batch.request as Partial<BulkRequest>;
  if (!Array.isArray(brands) || typeof first !== "string") return null;
  return { brands, first, last: addDays(first, (days ?? 1) - 1), isScheduled: channels === null || channels === undefined || channels.length > 0 };
}
