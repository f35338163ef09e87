import { describe, expect, it } from "vitest";
import { postSentence, whenWords } from "./post-sentence";

const now = new Date("2026-11-21T10:00:00Z");
const due = "2026-11-22T05:00:00Z";

describe("what will happen", () => {
  it("names the audience's zone, and the reader's time beside it", () => {
    expect(whenWords(due, "Africa/Cairo", now, "en", "Europe/Berlin")).toBe("tomorrow 07:00 in Cairo (06:00 yours)");
  });

  it("leaves the zone out when the clocks agree", () => {
    expect(whenWords(due, "Africa/Cairo", now, "en", "Africa/Cairo")).toBe("tomorrow 07:00");
  });

  it("is said in Arabic", () => {
    expect(whenWords(due, "Africa/Cairo", now, "ar", "Europe/Berlin")).toBe("غدًا 07:00 بتوقيت مصر (06:00 بتوقيتك)");
  });

  it("a post that is held back says when it is let go, not when it was planned", () => {
    const sentence = postSentence({ status: "scheduled", due_at: "2026-11-21T05:00:00Z", held_by: "fuse", next_action_at: due, time_zone: "UTC" }, now, "en");
    expect(sentence).toContain("tomorrow 05:00");
  });

  it("a retry says how often it was tried and when it is tried again", () => {
    const sentence = postSentence({ status: "retrying", due_at: due, next_action_at: due, time_zone: "UTC", attempts: 2 }, now, "en");
    expect(sentence).toContain("Tried 2 times");
    expect(postSentence({ status: "retrying", due_at: due, next_action_at: due, time_zone: "UTC", attempts: 1 }, now, "en")).toContain("Tried once;");
    expect(sentence).toContain("tomorrow 05:00");
  });
});
