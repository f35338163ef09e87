import { describe, expect, it } from "vitest";
import { changesBetween, shareChanged, tidied } from "./word-diff";

describe("what changed between two texts", () => {
  it("is told word by word, runs together", () => {
    expect(changesBetween("The Moon meets Saturn today.", "The Moon leaves Saturn today.")).toEqual([
      { kind: "same", text: "The Moon " },
      { kind: "gone", text: "meets " },
      { kind: "new", text: "leaves " },
      { kind: "same", text: "Saturn today.\n" },
    ]);
  });

  it("gives back both texts whole", () => {
    const [before, after] = ["أنت هنا اليوم\n\nثم غدًا", "أنت هناك غدًا\n\nثم اليوم"];
    const parts = changesBetween(before, after);
    const joined = (drop: string) => parts.filter((one) => one.kind !== drop).map((one) => one.text).join("").trimEnd();
    expect(joined("new")).toBe(before);
    expect(joined("gone")).toBe(after);
  });

  it("is nothing for the same text, and everything for a wholly other one", () => {
    expect(shareChanged(changesBetween("one two", "one two"))).toBe(0);
    expect(shareChanged(changesBetween("one two", "three four"))).toBe(1);
    expect(shareChanged(changesBetween("", "three"))).toBe(1);
  });

  it("is told in runs: a word that happens to stay is no island", () => {
    const parts = [
      { kind: "same", text: "One two three four " }, { kind: "gone", text: "a" }, { kind: "new", text: "b" },
      { kind: "same", text: " the " }, { kind: "gone", text: "c" }, { kind: "new", text: "d" }, { kind: "same", text: " five six seven eight" },
    ] as const;
    expect(tidied(parts)).toEqual([
      { kind: "same", text: "One two three four " }, { kind: "gone", text: "a the c " }, { kind: "new", text: "b the d" }, { kind: "same", text: " five six seven eight" },
    ]);
  });
});
