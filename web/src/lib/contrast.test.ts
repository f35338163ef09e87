import { expect, it } from "vitest";
import { contrast } from "./contrast";

it("black on white is the most there is, a colour on itself the least", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#2563eb", "#2563eb")).toBe(1);
});

it("does not care which colour is the ground", () => {
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast("#ffffff", "#777777")).toBeCloseTo(4.48, 2);
});

it("is unknown for what is not a colour", () => {
  expect(contrast("#12", "#ffffff")).toBeNaN();
});
