import { expect, it } from "vitest";
import { servesBrand, servingAfter } from "./channels";

it("a channel takes a brand on once, and leaves only that one", () => {
  const channel = { id: "c", brand_ids: ["b1", "b2"] };
  expect(servingAfter({ channel, brandId: "b3", isOn: true })).toEqual(["b1", "b2", "b3"]);
  expect(servingAfter({ channel, brandId: "b2", isOn: true })).toEqual(["b1", "b2"]);
  expect(servingAfter({ channel, brandId: "b1", isOn: false })).toEqual(["b2"]);
});

it("a channel without a list serves every brand", () => {
  expect(servesBrand({ brand_ids: [] }, "b1")).toBe(true);
  expect(servesBrand({ brand_ids: ["b2"] }, "b1")).toBe(false);
});
