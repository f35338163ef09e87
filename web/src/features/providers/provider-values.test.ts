import { expect, it } from "vitest";
import type { Provider, ProviderKind } from "@/api/types";
import { changeOf, emptyValues, orderOf, valuesOf } from "./provider-values";

const kind = { id: "openai", tier: "balanced" } as ProviderKind;
const provider = { id: "p", kind: "openai", model: "small", name: "Small", tier: "budget", base_url: "http://127.0.0.1:11434/v1", has_key: true, price: { input_per_1k: 0.5, output_per_1k: 0, per_picture: 0, per_1k_characters: 0.015, as_of: "2026-11-01" }, is_enabled: true } as Provider;

it("what is left empty is not sent, so that the service's own address and name count", () => {
  const order = orderOf({ ...emptyValues(kind), model: " big " }, "2026-11-21");
  expect(order).toEqual({ kind: "openai", model: "big", tier: "balanced", price: { input_per_1k: 0, output_per_1k: 0, per_picture: 0, per_1k_characters: 0, as_of: "2026-11-21" } });
});

it("a kept key is never sent back, and stays when none is entered", () => {
  expect(valuesOf(provider).key).toBe("");
  expect(changeOf(valuesOf(provider), "2026-11-21")).not.toHaveProperty("key");
  expect(changeOf({ ...valuesOf(provider), key: " sk-new " }, "2026-11-21")).toMatchObject({ key: "sk-new" });
});

it("what a voice costs is shown, and stays when something else is changed", () => {
  expect(valuesOf(provider).perCharacters).toBe("0.015");
  expect(changeOf({ ...valuesOf(provider), model: "large" }, "2026-11-21").price).toMatchObject({ per_1k_characters: 0.015 });
});

it("prices are read with either decimal sign", () => {
  expect(orderOf({ ...emptyValues(kind), model: "m", input: "0,25", output: "0.5" }, "d").price).toMatchObject({ input_per_1k: 0.25, output_per_1k: 0.5 });
});
