import { describe, expect, it } from "vitest";
import type { Channel } from "@/api/types";
import { freeSlot } from "./free-slot";
import { canSend, planOf, sharedTime } from "./plan";

const now = new Date("2026-11-21T10:00:00Z");

function channel(id: string, times: string[], part: Partial<Channel> = {}): Channel {
  return {
    id, platform: "mastodon", handle: id, name: id, url: null, avatar_url: null, base_url: "", is_sandbox: true, remote_id: id, created_at: "",
    time_zone: "Africa/Cairo", health: { state: "good", sentence: "" }, followers: null, last_success_at: null, frozen: false, brand_ids: [],
    quotas: [], token_expires_at: null, guards: { fuse: { posts: 10, minutes: 10, is_default: true }, quiet_hours: null, auto_retries: 2 },
    slots: times.map((time, index) => ({ id: `${id}${index}`, channel_id: id, weekday: null, time })), ...part,
  };
}

const slotOf = (one: Channel) => freeSlot(one, [], "2026-11-21", now);

describe("a plan", () => {
  it("without channels says what is missing", () => {
    expect(planOf({ when: "now", wall: "", slotOf, channels: [] }, "UTC", now).problem).toBe("pickChannel");
  });

  it("for the next slot knows each channel's own time", () => {
    const plan = planOf({ when: "slot", wall: "", slotOf, channels: [channel("a", ["18:30"]), channel("b", ["07:00"]), channel("c", [])] }, "UTC", now);
    expect(plan.value).toBe("next_slot");
    expect(plan.times.map((time) => time?.toISOString() ?? null)).toEqual(["2026-11-21T16:30:00.000Z", "2026-11-22T05:00:00.000Z", null]);
    expect(sharedTime(plan.times)).toBeNull();
    expect(plan.problem).toBe("noSlot");
  });

  it("at a time is that time on the brand's clock", () => {
    const plan = planOf({ when: "at", wall: "2026-11-22T07:00", slotOf, channels: [channel("a", [])] }, "Africa/Cairo", now);
    expect(plan).toMatchObject({ value: "2026-11-22T05:00:00.000Z", problem: null });
    expect(sharedTime(plan.times)?.toISOString()).toBe(plan.value);
  });

  it("in the past is refused before it is sent", () => {
    expect(planOf({ when: "at", wall: "2026-11-21T07:00", slotOf, channels: [channel("a", [])] }, "Africa/Cairo", now).problem).toBe("past");
  });
});

it("a frozen channel, or one whose permission ended, cannot send", () => {
  expect(canSend(channel("a", []))).toBe(true);
  expect(canSend(channel("a", [], { frozen: true }))).toBe(false);
  expect(canSend(channel("a", [], { health: { state: "failed", sentence: "" } }))).toBe(false);
});
