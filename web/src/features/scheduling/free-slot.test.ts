import { describe, expect, it } from "vitest";
import type { CalendarPost, Channel } from "@/api/types";
import { freeSlot } from "./free-slot";

const channel = { id: "c", time_zone: "Africa/Cairo", slots: [{ weekday: null, time: "07:00" }, { weekday: null, time: "18:30" }] } as unknown as Channel;
const post = (due_at: string, status = "scheduled", id = "c") => ({ due_at, status, channel: { id } }) as CalendarPost;
const now = new Date("2026-11-21T10:00:00Z");

describe("the free slot", () => {
  it("is the first one ahead that no post holds", () => {
    const posts = [post("2026-11-21T16:30:20Z"), post("2026-11-22T05:00:00Z")];
    expect(freeSlot(channel, posts, "2026-11-21", now)?.toISOString()).toBe("2026-11-22T16:30:00.000Z");
  });

  it("is not kept from it by another channel, or by a post that was cancelled", () => {
    const posts = [post("2026-11-21T16:30:00Z", "scheduled", "other"), post("2026-11-21T16:30:00Z", "cancelled")];
    expect(freeSlot(channel, posts, "2026-11-21", now)?.toISOString()).toBe("2026-11-21T16:30:00.000Z");
  });

  it("of a piece about a coming day lies on that day", () => {
    expect(freeSlot(channel, [], "2026-11-25", now)?.toISOString()).toBe("2026-11-25T05:00:00.000Z");
  });

  it("is found beyond a week whose slots are all held", () => {
    const week = Array.from({ length: 10 }, (_, day) => ["05:00", "16:30"].map((time) => post(`2026-11-${String(21 + day).padStart(2, "0")}T${time}:00Z`))).flat();
    expect(freeSlot(channel, week, "2026-11-21", now)?.toISOString()).toBe("2026-12-01T05:00:00.000Z");
  });
});
