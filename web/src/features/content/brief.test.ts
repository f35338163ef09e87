import { describe, expect, it } from "vitest";
import type { Brand, Channel, Content, ContentType, Pack, Platform, Preview } from "@/api/types";
import { briefOf, fitOn, isReady, languagesOf, missingIn, networksOf, refusalFor, requestOf, textFor, usualManner } from "./brief";
import { tagsOf } from "./words-editor";

const brands = [{ id: "b1", pack: "zodiac", time_zone: "Africa/Cairo" }, { id: "b2", pack: "zodiac", time_zone: "UTC" }] as Brand[];
const packs = [{ id: "zodiac", sources: [], types: [{ id: "daily" }, { id: "weekly" }] }] as unknown as Pack[];
const networks = [{ id: "bluesky", maturity: "proven", text: { max: 10, unit: "graphemes" } }, { id: "x", maturity: "planned" }] as Platform[];
const channel = { id: "c1", platform: "bluesky" } as Channel;
const told = [{ channel_id: "c1", text: "as fitted", length: 9, max: 10, problems: [] }] as unknown as Preview[];
const refused = [{ ...told[0], problems: [{ field: "media", rule: "media.min", found: "0", allowed: "1", remedy: "Add a picture." }] }] as Preview[];

describe("a piece", () => {
  it("may be planned once it is ready and its run, if one is followed, is done", () => {
    const ready = { status: "ready" } as Content;
    expect([isReady(ready, undefined), isReady(ready, "done"), isReady(ready, "running")]).toEqual([true, true, false]);
    expect([isReady({ status: "refused" } as Content, "done"), isReady(undefined, undefined)]).toEqual([false, false]);
  });
});

describe("the brief", () => {
  it("is completed with the first brand, its first type and today on its clock", () => {
    const brief = briefOf({}, brands, packs, (zone) => (zone === "Africa/Cairo" ? "2026-11-22" : "2026-11-21"));
    expect(brief).toMatchObject({ brand: { id: "b1" }, type: "daily", date: "2026-11-22" });
  });

  it("keeps what the address asks for, and drops what does not exist", () => {
    expect(briefOf({ brand: "b2", type: "weekly", date: "2026-12-01" }, brands, packs, () => "")).toMatchObject({ brand: { id: "b2" }, type: "weekly", date: "2026-12-01" });
    expect(briefOf({ brand: "gone", type: "gone" }, brands, packs, () => "d")).toMatchObject({ brand: { id: "b1" }, type: "daily" });
  });

  it("asks for a length only when it is not the usual one", () => {
    const brief = { ...usualManner, brand: "b1", type: "daily", date: "2026-11-22" } as const;
    expect(requestOf(brief)).not.toHaveProperty("style_preferences");
    expect(requestOf({ ...brief, length: "short" })).toMatchObject({ style_preferences: { length: "short" } });
  });

  it("carries notes line by line, and only the answers that its type asks for", () => {
    const brief = { ...usualManner, brand: "b1", type: "tip", date: "2026-11-22", notes: " one | us \n\ntwo ", options: { reference: "2:255", other: "x" } };
    const asks = [{ name: "reference" }] as ContentType["asks"];
    expect(requestOf(brief, asks)).toMatchObject({ notes: ["one | us", "two"], options: { reference: "2:255" } });
    expect(requestOf(brief, asks).options).not.toHaveProperty("other");
    expect(requestOf({ ...brief, tone: " dry ", language: "ar" })).toMatchObject({ style_preferences: { tone: "dry" }, language: "ar" });
  });

  it("says what is missing before anything is ordered", () => {
    const general = { id: "general", sources: ["Your own notes"], languages: ["en", "ar"] } as unknown as Pack;
    const brief = { ...usualManner, brand: "b1", type: "tip", date: "2026-11-22" };
    expect(missingIn({ ...brief, date: "" }, packs[0], undefined)).toBe("day");
    expect(missingIn(brief, general, undefined)).toBe("notes");
    expect(missingIn({ ...brief, notes: "A fact" }, general, undefined)).toBeNull();
    const asking = { asks: [{ name: "place", required: true }], languages: ["ar"] } as ContentType;
    expect(missingIn(brief, packs[0], asking)).toBe("answers");
    expect(missingIn({ ...brief, options: { place: "Cairo" } }, packs[0], asking)).toBeNull();
    expect(languagesOf(general, asking)).toEqual(["ar"]);
    expect(languagesOf(general, undefined)).toEqual(["en", "ar"]);
  });
});

describe("fitting a channel", () => {
  const saved = { text: "a much longer text", isDirty: false, fitted: told };

  it("shows what the API would send until something is typed", () => {
    expect(textFor(channel, saved)).toBe("as fitted");
    expect(textFor(channel, { ...saved, isDirty: true })).toBe("a much longer text");
  });

  it("knows how it fits only while nothing is being typed", () => {
    expect(fitOn("bluesky", [channel], saved)).toEqual({ length: 9, isRefused: false });
    expect(fitOn("bluesky", [channel], { ...saved, isDirty: true })).toBeUndefined();
  });

  it("says why the API would refuse it", () => {
    expect(refusalFor(channel, saved)).toBeNull();
    expect(refusalFor(channel, { ...saved, fitted: refused })).toBe("Add a picture.");
  });
});

it("networks that are only planned are not offered", () => {
  expect(networksOf(networks, []).map((one) => one.id)).toEqual(["bluesky"]);
});

it("hashtags are split by spaces and commas of both scripts", () => {
  expect(tagsOf("#Leo, Moon، #قمر  ##Night")).toEqual(["Leo", "Moon", "قمر", "Night"]);
});
