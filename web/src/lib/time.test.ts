import { describe, expect, it } from "vitest";
import { age, ageTicks, duration, exactTime, fromNow, networkTime, relativeDay, zoneName } from "./time";

const now = new Date("2026-11-21T10:00:00Z");

describe("days by name", () => {
  it.each([
    ["2026-11-21T20:00:00Z", "today"],
    ["2026-11-22T05:00:00Z", "tomorrow"],
    ["2026-11-20T05:00:00Z", "yesterday"],
    ["2026-11-27T05:00:00Z", "Friday"],
    ["2026-11-28T05:00:00Z", "28 Nov"],
    ["2026-11-01T05:00:00Z", "1 Nov"],
  ])("%s is %s", (moment, name) => {
    expect(relativeDay(moment, "Africa/Cairo", now, "en")).toBe(name);
  });

  it("the day is the channel's, not the reader's", () => {
    expect(relativeDay("2026-11-21T22:30:00Z", "Africa/Cairo", now, "en")).toBe("tomorrow");
    expect(relativeDay("2026-11-21T22:30:00Z", "America/New_York", now, "en")).toBe("today");
  });

  it("Arabic days are Arabic, with the digits of the tables", () => {
    expect(relativeDay("2026-11-22T05:00:00Z", "Africa/Cairo", now, "ar")).toBe("غدًا");
    expect(relativeDay("2026-12-05T05:00:00Z", "Africa/Cairo", now, "ar")).toMatch(/^5 /);
  });
});

describe("lengths of time", () => {
  it("a step says what it took in the unit that fits", () => {
    expect(duration(240, "en")).toBe("240 ms");
    expect(duration(1250, "en")).toMatch(/^1\.3 sec/);
    expect(duration(180_000, "en")).toMatch(/^3 min/);
  });

  it("an age on an axis is short, in a sentence a word", () => {
    expect(age(900, "en")).toBe("15m");
    expect(age(3600 * 40, "en")).toBe("40h");
    expect(age(86_400 * 3, "en", "long")).toBe("3 days");
  });

  it("an axis has round ages, at most six", () => {
    expect(ageTicks(43 * 3600)).toEqual([0, 12, 24, 36].map((hours) => hours * 3600));
    for (const longest of [400, 5000, 90_000, 1_000_000]) expect(ageTicks(longest).length).toBeLessThanOrEqual(6);
  });

  it("how long ago is said in the largest whole unit", () => {
    expect(fromNow("2026-11-21T07:30:00Z", now, "en")).toBe("2 hr ago");
    expect(fromNow("2026-11-21T10:02:30Z", now, "en")).toBe("in 2 min");
  });
});

it("a ledger shows seconds on the channel's clock", () => {
  expect(exactTime("2026-11-21T05:00:02Z", "Africa/Cairo")).toBe("07:00:02");
});

it("a network writes ages of fresh posts and dates of old or coming ones", () => {
  expect(networkTime("2026-11-21T09:55:00Z", "UTC", now)).toBe("5m");
  expect(networkTime("2026-11-22T05:00:00Z", "UTC", now)).toBe("22 Nov");
});

it("a zone is called by its city in English and by its country in Arabic", () => {
  expect(zoneName("America/New_York", "en")).toBe("New York");
  expect(zoneName("Africa/Cairo", "ar")).toBe("مصر");
  expect(zoneName("UTC", "ar")).toBe("UTC");
});
