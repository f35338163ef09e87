import { describe, expect, it } from "vitest";
import type { Asset, Channel, Platform } from "@/api/types";
import { emptyDraft, extrasFor, offers, orderFor, takes, textRules, wireKind, type Attached, type Draft } from "./draft";
import { mostAnswers, pollDurations } from "./durations";
import { problemsAt } from "./problems";

const base = { kinds: [], by_kind: {}, options: [], steps: [], title: null, poll: null, text: { max: 280, unit: "weighted" } };
const x = { ...base, id: "x", kinds: ["text", "image", "carousel", "poll", "thread"], steps: ["reply", "comment"], poll: { min_answers: 2, max_answers: 4, max_answer: 25, durations: [], min_seconds: 300, max_seconds: 604_800 } } as unknown as Platform;
const threads = { ...base, id: "threads", kinds: ["text", "poll"], poll: { min_answers: 2, max_answers: 4, max_answer: 25, durations: [86_400], min_seconds: 0, max_seconds: 0 } } as unknown as Platform;
const reddit = { ...base, id: "reddit", kinds: ["text", "link", "carousel"], title: { max: 300, unit: "characters", required: true }, options: [{ name: "resubmit", kinds: ["link"] }, { name: "nsfw", kinds: [] }] } as unknown as Platform;
const channel = { id: "c1" } as Channel;
const file = (id: string): Attached => ({ key: id, name: `${id}.jpg`, mime: "image/jpeg", state: "ready", share: 1, alt: "", asset: { id } as Asset, trouble: "" });
const draft = (part: Partial<Draft>): Draft => ({ ...emptyDraft, ...part });

describe("a draft", () => {
  it("becomes a carousel with its second picture", () => {
    expect(wireKind(draft({ kind: "image", media: [file("a")] }), x)).toBe("image");
    expect(wireKind(draft({ kind: "image", media: [file("a"), file("b")] }), x)).toBe("carousel");
  });

  it("says to each network only what that network asks for", () => {
    const written = draft({ kind: "link", title: "Why", link: "https://a.example", comment: "First", options: { c1: { resubmit: true, nsfw: false, gone: true } } });
    expect(extrasFor(written, channel, reddit)).toEqual({ title: "Why", link: "https://a.example", options: { resubmit: true, nsfw: false } });
    expect(extrasFor(draft({ title: "Why", comment: "First" }), channel, x)).toEqual({ first_comment: "First" });
  });

  it("sends a channel its own words, and files that have arrived", () => {
    const written = draft({ kind: "image", text: "For all", own: { c1: "For one" }, media: [file("a"), { ...file("b"), asset: null, state: "uploading" }] });
    expect(orderFor(written, channel, x, { when: "next_slot", brand: undefined })).toMatchObject({ text: "For one", asset_ids: ["a"], next_slot: true });
  });

  it("sends a thread part by part, without a first comment", () => {
    const written = draft({ kind: "thread", text: "One", comment: "No", parts: [{ key: "p", text: "Two", media: [file("m")] }] });
    expect(extrasFor(written, channel, x)).toEqual({ parts: [{ text: "Two", asset_ids: ["m"] }] });
  });

  it("is measured by the rules of its kind", () => {
    const telegram = { ...base, by_kind: { image: { text: { max: 1024, unit: "utf16" } } } } as unknown as Platform;
    expect(textRules(telegram, "image").max).toBe(1024);
    expect(textRules(telegram, "text").max).toBe(280);
  });
});

it("a story goes out without the words its network does not take", () => {
  const instagram = { ...base, by_kind: { story: { text: { max: 0, unit: "characters" } } } } as unknown as Platform;
  expect(orderFor(draft({ kind: "story", text: "Words", media: [file("a")] }), channel, instagram, { when: "now", brand: undefined }).text).toBe("");
});

it("a film goes to each network as what that network calls it", () => {
  const reels = { ...base, id: "instagram", kinds: ["image", "reel"] } as unknown as Platform;
  const videos = { ...base, id: "mastodon", kinds: ["image", "video"] } as unknown as Platform;
  expect([reels, videos].map((one) => wireKind(draft({ kind: "reel" }), one))).toEqual(["reel", "video"]);
  expect([reels, videos].map((one) => wireKind(draft({ kind: "video" }), one))).toEqual(["reel", "video"]);
  expect(takes(reels, "video")).toBe(true);
  expect(offers(reels, "video")).toBe(false);
});

it("a film goes out as the piece it was made of, as long as it is among the files", () => {
  const film = { content: "piece", asset: "a" };
  const order = (part: Partial<Draft>) => orderFor(draft({ kind: "reel", text: "Words", film, media: [file("a")], ...part }), channel, x, { when: "now", brand: undefined });
  expect(order({})).toMatchObject({ content_id: "piece", text: "Words", asset_ids: ["a"] });
  expect(order({ media: [file("b")] })).not.toHaveProperty("content_id");
  expect(order({ kind: "text" })).not.toHaveProperty("content_id");
});

it("a network that only takes several pictures is offered pictures", () => {
  expect(takes(reddit, "image")).toBe(true);
  expect(takes(reddit, "video")).toBe(false);
});

it("a poll runs as long as every chosen network allows", () => {
  expect(pollDurations([x, threads])).toEqual([86_400]);
  expect(mostAnswers([x, threads])).toBe(4);
});

it("a problem stands beside the field it names", () => {
  const problems = ["text", "extras.title", "parts.1.text", "media.0.alt", "options.privacy", "something"].map((field) => ({ field, rule: "", found: "", allowed: "", remedy: field }));
  expect(problemsAt(problems, "text").map((one) => one.remedy)).toEqual(["text"]);
  expect(problemsAt(problems, "title")).toHaveLength(1);
  expect(problemsAt(problems, "parts")).toHaveLength(1);
  expect(problemsAt(problems, "media")).toHaveLength(1);
  expect(problemsAt(problems, "options")).toHaveLength(1);
  expect(problemsAt(problems, "rest").map((one) => one.remedy)).toEqual(["something"]);
});
