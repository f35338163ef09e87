import { expect, it } from "vitest";
import { foldAt } from "./fold";

it("a short text is whole", () => {
  expect(foldAt("one two", 20, 3)).toEqual({ shown: "one two", isCut: false });
});

it("a text is cut after its lines, or after its marks at the end of a word", () => {
  expect(foldAt("a\nb\nc\nd", Infinity, 3)).toEqual({ shown: "a\nb\nc", isCut: true });
  expect(foldAt("one two three", 9, Infinity)).toEqual({ shown: "one two", isCut: true });
});

it("an emoji of several parts counts once", () => {
  expect(foldAt("👩‍👩‍👧 ok", 4, Infinity).isCut).toBe(false);
});
