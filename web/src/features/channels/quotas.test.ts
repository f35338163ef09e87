import { expect, it } from "vitest";
import type { Quota } from "@/api/types";
import { daysLeft, shownQuotas } from "./quotas";

const now = new Date("2026-11-21T12:00:00Z");
const quota = (name: string, remaining: number, resets_at = "2026-11-22T00:00:00Z"): Quota => ({ name, limit: 100, remaining, resets_at, scope: "channel" });

it("the tightest two allowances are shown, the tightest first", () => {
  expect(shownQuotas([quota("a", 90), quota("b", 5), quota("c", 40)], now).map((one) => one.name)).toEqual(["b", "c"]);
});

it("an allowance that has been reset since is not shown", () => {
  expect(shownQuotas([quota("old", 1, "2026-11-21T11:59:00Z")], now)).toEqual([]);
});

it("days left are whole days, never below none", () => {
  expect(daysLeft("2026-11-24T13:00:00Z", now)).toBe(3);
  expect(daysLeft("2026-11-20T00:00:00Z", now)).toBe(0);
  expect(daysLeft(null, now)).toBeNull();
});
