import { expect, it } from "vitest";
import type { Estimate } from "@/api/types";
import { costOf, makerOf } from "./cost";

const choice = (part: object) => ({ provider_id: null, provider: "Built in", tier: "offline", model: "", low: 0, high: 0, seconds: 0.05, is_measured: false, priced_on: null, reason: "", ...part });
const estimate = (choices: object[], left: number | null = null) => ({ step: "text", tier: "balanced", pieces: 1, currency: "USD", left, choices }) as unknown as Estimate;

it("the first provider that nothing speaks against makes it", () => {
  const asked = estimate([choice({ provider: "Dear", reason: "Its cap is reached." }), choice({ provider: "Cheap", low: 0.1 }), choice({})]);
  expect(makerOf(asked)?.provider).toBe("Cheap");
  expect(makerOf(undefined)).toBeUndefined();
});

it("words and picture are added up, and unknown until both are known", () => {
  const words = estimate([choice({ low: 0.1, high: 0.3, seconds: 4 })]);
  const picture = estimate([choice({ low: 0.2, high: 0.2, seconds: 1 })]);
  expect(costOf([words, picture])).toMatchObject({ low: expect.closeTo(0.3), high: expect.closeTo(0.5), seconds: 5, isOverCap: false });
  expect(costOf([words, undefined])).toBeUndefined();
});

it("a cap that would not carry it is told", () => {
  expect(costOf([estimate([choice({ low: 5, reason: "More than is left." }), choice({})], 2)])?.isOverCap).toBe(true);
});
