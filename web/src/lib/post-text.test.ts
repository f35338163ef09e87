import { describe, expect, it } from "vitest";
import { cutForInstagram, headline, mastodonTagBar, stretches } from "./post-text";

describe("colouring", () => {
  it("finds hashtags, mentions and links, in Arabic as well", () => {
    const kinds = stretches("قمر #القمر_اليوم @mira@stars.example https://a.io/x?y=1 end").filter((part) => part.kind !== "text");
    expect(kinds).toEqual([
      { kind: "hashtag", text: "#القمر_اليوم" },
      { kind: "mention", text: "@mira@stars.example" },
      { kind: "link", text: "https://a.io/x?y=1" },
    ]);
  });

  it("leaves numbers, addresses and words with a mark inside alone", () => {
    expect(stretches("No. #1, me@example.org and C#sharp").filter((part) => part.kind !== "text")).toEqual([]);
  });

  it("loses no character", () => {
    const text = "a #b c\n\n#d @e. https://f.g";
    expect(stretches(text).map((part) => part.text).join("")).toBe(text);
  });
});

describe("Instagram's cut", () => {
  it("a short caption is shown whole", () => {
    expect(cutForInstagram("One line.")).toEqual({ shown: "One line.", isCut: false });
  });

  it("a long line ends before 125 characters, at a word", () => {
    const { shown, isCut } = cutForInstagram("wonderful ".repeat(30));
    expect(isCut).toBe(true);
    expect(shown.length).toBeLessThanOrEqual(125);
    expect(shown.endsWith("wonderful")).toBe(true);
  });

  it("what stands after the second line is hidden, however short", () => {
    expect(cutForInstagram("Hook.\n\nBody.")).toEqual({ shown: "Hook.", isCut: true });
  });

  it("a grapheme is never torn", () => {
    const { shown } = cutForInstagram("👨‍👩‍👧‍👦".repeat(200));
    expect(shown).toBe("👨‍👩‍👧‍👦".repeat(125));
  });
});

describe("Mastodon's hashtag bar", () => {
  it("lifts a last line of hashtags out of the text and hides those past seven", () => {
    const tags = Array.from({ length: 9 }, (_, index) => `#tag${index}`).join(" ");
    expect(mastodonTagBar(`Words.\n\n${tags}`)).toMatchObject({ body: "Words.", hidden: 2 });
  });

  it("leaves hashtags within a sentence where they are", () => {
    const text = "Words.\n\nSee #Leo today";
    expect(mastodonTagBar(text)).toEqual({ body: text, tags: [], hidden: 0 });
  });

  it("a post of nothing but hashtags stays a text", () => {
    expect(mastodonTagBar("#one #two").body).toBe("#one #two");
  });
});

describe("the headline of a text", () => {
  it.each([
    ["Say it your own way. The Moon helps.\n\n#leo #moon", "Say it your own way.", "The Moon helps."],
    ["Hook without an end\n\nBody here.", "Hook without an end", "Body here."],
    ["Mars is at 3.5 degrees today. Act.", "Mars is at 3.5 degrees today.", "Act."],
    ["ماذا تنتظر؟ ابدأ الآن.", "ماذا تنتظر؟", "ابدأ الآن."],
    ["#only #tags", "#only #tags", ""],
  ])("%j opens with %j", (text, title, rest) => {
    expect(headline(text)).toEqual({ title, rest });
  });
});
