import { describe, expect, it } from "vitest";
import { composed, measure } from "./text-length";

const mastodon = { max: 500, unit: "characters", url_counts: 23 } as const;
const bluesky = { max: 300, unit: "graphemes", max_bytes: 3000 } as const;

describe("length in the network's own measure", () => {
  it("a family of four is one grapheme, eleven code units and 25 bytes", () => {
    const family = "👨‍👩‍👧‍👦";
    expect(measure(family, bluesky).length).toBe(1);
    expect(measure(family, { max: 50, unit: "utf16" }).length).toBe(11);
    expect(measure(family, { max: 50, unit: "bytes" }).length).toBe(25);
  });

  it("a link counts 23 on Mastodon, however long it is", () => {
    const long = `https://example.org/${"path/".repeat(40)}`;
    expect(measure(`Read ${long}`, mastodon).length).toBe(28);
    expect(measure("Read https://a.io", mastodon).length).toBe(28);
  });

  it("a mention of another server counts by its name alone", () => {
    expect(measure("@mira@stars.example hello", mastodon).length).toBe("@mira hello".length);
  });

  it("a text of 301 graphemes is one over", () => {
    expect(measure("ب".repeat(301), bluesky)).toMatchObject({ left: -1, fits: false });
    expect(measure("ب".repeat(300), bluesky)).toMatchObject({ left: 0, fits: true });
  });

  it("bytes can refuse what graphemes would admit", () => {
    expect(measure("👨‍👩‍👧‍👦".repeat(130), bluesky)).toMatchObject({ length: 130, fits: false });
  });

  it("weighted text counts wide scripts twice", () => {
    expect(measure("abc", { max: 280, unit: "weighted" }).length).toBe(3);
    expect(measure("星座", { max: 280, unit: "weighted" }).length).toBe(4);
  });

  it("an emoji costs its bytes where the network counts so", () => {
    expect(measure("moon 🌙 7", { max: 500, unit: "emoji_bytes" }).length).toBe(11);
  });
});

describe("the text as it leaves", () => {
  it("hashtags stand below the words, each with one mark", () => {
    expect(composed("Words. ", ["Leo", "#Moon", "##Night"])).toBe("Words.\n\n#Leo #Moon #Night");
  });

  it("without hashtags nothing is added", () => {
    expect(composed("Words.", [])).toBe("Words.");
  });
});
