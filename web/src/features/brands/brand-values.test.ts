import { expect, it } from "vitest";
import type { Brand } from "@/api/types";
import { changeOf, commas, paragraphs, valuesOf } from "./brand-values";

const brand: Brand = {
  id: "b", name: "Leo Daily", handle: "leo.daily", pack: "zodiac", subject: "leo", language: "en", time_zone: "Africa/Cairo", audience: "Readers",
  voice: { tone: ["warm", "exact"], do: ["Name the minute"], dont: ["Frighten"], samples: ["One line.\nTwo.", "Another."] },
  kit: { palette: { background: "#000000", ink: "#ffffff" }, symbol: "♌" }, forbidden: ["curse"], disclosure: { ai_label: true }, options: { city: "Cairo" }, policy: { hook: "block" }, created_at: "2026-11-01T00:00:00Z",
};

it("a brand that nobody changed is saved as it was", () => {
  const { voice, kit, forbidden, time_zone, name, options, policy } = changeOf(valuesOf(brand));
  expect({ voice, kit, forbidden, time_zone, name, options, policy }).toEqual({ voice: brand.voice, kit: brand.kit, forbidden: brand.forbidden, time_zone: brand.time_zone, name: brand.name, options: brand.options, policy: brand.policy });
});

it("lists are read with commas of both scripts and without empty parts", () => {
  expect(commas("دافئ، دقيق , calm,,")).toEqual(["دافئ", "دقيق", "calm"]);
  expect(paragraphs("One.\n\n\n  Two.  ")).toEqual(["One.", "Two."]);
});
