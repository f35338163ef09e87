import { expect, it } from "vitest";
import type { Asset } from "@/api/types";
import { changeOf, fieldsFor, sizeText, tagsOf, valuesOf } from "./asset-values";

const asset = { id: "a", title: "Dawn", alt: "", tags: ["sky"], folder_id: "f", licence: { kind: "unknown", author: "", url: "", proof: "", note: "kept" } } as unknown as Asset;

it("only what was changed travels", () => {
  expect(changeOf(asset, valuesOf(asset))).toEqual({});
  expect(changeOf(asset, { ...valuesOf(asset), alt: " The sun ", folder: "" })).toEqual({ alt: "The sun", folder_id: null });
});

it("a licence travels whole, and its note is not lost", () => {
  expect(changeOf(asset, { ...valuesOf(asset), kind: "cc_by", author: "Mira", url: "https://a.example" })).toEqual({ licence: { kind: "cc_by", author: "Mira", url: "https://a.example", proof: "", note: "kept" } });
  expect(fieldsFor("cc_by")).toEqual(["author", "url"]);
  expect(fieldsFor("own_work")).toEqual([]);
});

it("tags are read once each, with commas of both scripts", () => {
  expect(tagsOf("Sky, #sky، قمر,,")).toEqual(["sky", "قمر"]);
});

it("sizes are short", () => {
  expect(sizeText(0, "en-GB")).toBe("0 byte");
  expect(sizeText(1_240_000, "en-GB")).toBe("1.2 MB");
});
