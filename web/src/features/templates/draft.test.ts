import { expect, it } from "vitest";
import type { Template } from "@/api/types";
import { changeOf, draftOf, fieldsOf, valuesOf } from "./draft";

const template = { id: "t", name: "Offer", body: "{{price}}", pack: "", content_type: "", platform: "", language: "en", version: 3, fields: [{ name: "price", type: "number" }] } as unknown as Template;

it("only what differs is sent, with the version that was read", () => {
  expect(changeOf(template, draftOf(template))).toBeNull();
  expect(changeOf(template, { ...draftOf(template), body: "{{cost}}" })).toEqual({ version: 3, body: "{{cost}}" });
});

it("values are read as their fields want them, and empty ones are left to the samples", () => {
  const fields = [{ name: "price", type: "number" }, { name: "things", type: "list" }, { name: "note", type: "text" }] as const;
  expect(valuesOf(fields, { price: "4.5", things: "tea، coffee,", note: "  " })).toEqual({ price: 4.5, things: ["tea", "coffee"] });
  expect(valuesOf(fields, { price: "four" })).toEqual({ price: "four" });
});

it("saved fields belong to the saved text only", () => {
  expect(fieldsOf(template, draftOf(template))).toHaveLength(1);
  expect(fieldsOf(template, { ...draftOf(template), body: "other" })).toBeNull();
});
