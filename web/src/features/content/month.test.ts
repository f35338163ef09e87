import { describe, expect, it } from "vitest";
import type { Batch, Brand, Pack, Proposal } from "@/api/types";
import { byDay, orderedOf, orderOf, perBrand, sharesOf, toggled, typesFor, usualDays, type MonthPlan } from "./month";

const plan: MonthPlan = { brands: ["b1", "b2"], first: "2026-12-01", days: 30, rhythms: [], length: "medium", isScheduled: true };

describe("an order", () => {
  it("goes to every channel of the brands, or to none", () => {
    expect(orderOf(plan).channel_ids).toBeNull();
    expect(orderOf({ ...plan, isScheduled: false }).channel_ids).toEqual([]);
  });

  it("never asks for fewer than one day or more than can be ordered", () => {
    expect(orderOf({ ...plan, days: Number.NaN }).days).toBe(1);
    expect(orderOf({ ...plan, days: 400 }).days).toBe(92);
  });
});

describe("weekdays", () => {
  it("start as every day; choosing one then means that one alone", () => {
    expect(toggled([], 6)).toEqual([6]);
    expect(toggled([0], 2)).toEqual([0, 2]);
  });

  const day = { every: "day", weekday: 0 } as const;

  it("are a type's own where it has some", () => {
    const daily = [{ type: "daily", weekdays: [] }];
    expect(usualDays({ every: "week", weekday: 4 }, daily)).toEqual([4]);
    expect(usualDays({ every: "month", weekday: 0 }, daily)).toEqual([]);
  });

  it("are all seven for the first type, and for the next the one that carries least", () => {
    const daily = { type: "daily", weekdays: [] };
    expect(usualDays(day, [])).toEqual([]);
    expect(usualDays(day, [daily, { type: "weekly", weekdays: [0] }])).toEqual([1]);
    expect(usualDays(day, [daily, { type: "weekly", weekdays: [0] }, { type: "love", weekdays: [1] }])).toEqual([2]);
  });

  it("all seven, or none, are every day again", () => {
    expect(toggled([0, 1, 2, 3, 4, 5], 6)).toEqual([]);
    expect(toggled([3], 3)).toEqual([]);
  });
});

it("only types of packs that a chosen brand speaks in are offered", () => {
  const brands = [{ id: "b1", pack: "zodiac" }, { id: "b2", pack: "general" }] as Brand[];
  const packs = [{ id: "zodiac", name: "Zodiac", types: [{ id: "daily", name: "Daily", every: "day" }] }, { id: "general", name: "General", types: [{ id: "tip", name: "Tip", every: "week", weekday: 2 }] }] as Pack[];
  expect(typesFor(brands, ["b2"], packs)).toEqual([{ id: "tip", name: "Tip", pack: "General", every: "week", weekday: 2 }]);
});

it("a proposal is counted by day and by brand", () => {
  const item = (brand_id: string, day: string) => ({ brand_id, brand: brand_id, type: "daily", day });
  const told: Proposal = { items: [item("b1", "2026-12-01"), item("b2", "2026-12-01"), item("b1", "2026-12-02")], existing: [item("b2", "2026-12-02")] };
  expect(byDay(told, "2026-12-01", 3)).toEqual([{ day: "2026-12-01", make: 2, there: 0 }, { day: "2026-12-02", make: 1, there: 1 }, { day: "2026-12-03", make: 0, there: 0 }]);
  expect(perBrand(told)).toEqual([{ brand: "b1", pieces: 2 }, { brand: "b2", pieces: 1 }]);
  expect(perBrand(undefined)).toEqual([]);
});

it("the parts of a batch add up to the whole", () => {
  const batch = { total: 10, ended: 7, done: 4, refused: 2, failed: 1, cancelled: 0, request: { brand_ids: ["b1"], first_day: "2026-12-01", days: 31 } } as unknown as Batch;
  expect(sharesOf(batch).map((one) => [one.name, one.count])).toEqual([["made", 4], ["refused", 2], ["failed", 1], ["left", 3]]);
  expect(orderedOf(batch)).toEqual({ brands: ["b1"], first: "2026-12-01", last: "2026-12-31", isScheduled: true });
  expect(orderedOf({ ...batch, request: {} })).toBeNull();
});
