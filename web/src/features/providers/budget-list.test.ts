import { expect, it } from "vitest";
import { fillOf } from "./budget-list";

it("a cap warns from four fifths on and is red once nothing is left", () => {
  expect(fillOf({ monthly_limit: 10, spent: 5 })).toEqual({ share: 0.5, tone: "bg-live" });
  expect(fillOf({ monthly_limit: 10, spent: 8 }).tone).toBe("bg-waiting");
  expect(fillOf({ monthly_limit: 10, spent: 14 })).toEqual({ share: 1, tone: "bg-failed" });
});

it("a cap of nothing is full, and no cap is never", () => {
  expect(fillOf({ monthly_limit: 0, spent: 0 }).share).toBe(1);
  expect(fillOf({ monthly_limit: null, spent: 99 }).share).toBe(0);
});
