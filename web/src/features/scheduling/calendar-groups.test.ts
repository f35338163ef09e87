import { describe, expect, it } from "vitest";
import type { CalendarPost, PostStatus } from "@/api/types";
import { bucketsOf, groupsOf, isMovable, monthDays, shiftMonth, weekDays } from "./calendar-groups";

function post(id: string, wall: string, platform: string, status: PostStatus = "scheduled", thumbnail = "/a.png"): CalendarPost {
  return {
    id,
    status,
    due_at: `${wall}:00Z`,
    local_due: wall,
    brand_id: "leo",
    text_start: "Hook",
    needs_approval: false, thumbnail_url: thumbnail,
    channel: { id: platform, platform, handle: platform, name: platform, avatar_url: null },
  };
}

describe("groups", () => {
  it("one piece at one minute on three networks stands as one", () => {
    const posts = ["mastodon", "bluesky", "instagram"].map((platform, index) => post(String(index), "2026-11-21T07:00", platform));
    expect(groupsOf(posts)).toHaveLength(1);
    expect(groupsOf(posts)[0]?.posts).toHaveLength(3);
  });

  it("another minute or another picture is another group, in the order of time", () => {
    const groups = groupsOf([
      post("c", "2026-11-21T18:30", "mastodon"),
      post("a", "2026-11-21T07:00", "mastodon"),
      post("b", "2026-11-21T07:00", "mastodon", "scheduled", "/b.png"),
    ]);
    expect(groups.map((group) => group.id)).toEqual(["a", "b", "c"]);
  });

  it("what went out, even in part, cannot be moved", () => {
    const [group] = groupsOf([post("a", "2026-11-21T07:00", "mastodon"), post("b", "2026-11-21T07:00", "bluesky", "published")]);
    expect(group && isMovable(group)).toBe(false);
  });

  it("a day's groups gather by half hours", () => {
    const groups = groupsOf([post("a", "2026-11-21T07:00", "m"), post("b", "2026-11-21T07:20", "m"), post("c", "2026-11-21T07:30", "m")]);
    expect(bucketsOf(groups).map((bucket) => [bucket.minutes, bucket.groups.length])).toEqual([[420, 2], [450, 1]]);
  });
});

describe("days", () => {
  it("a month is whole weeks from Monday to Sunday that hold all of its days", () => {
    for (let month = 1; month <= 12; month += 1) {
      const date = `2026-${String(month).padStart(2, "0")}-15`;
      const days = monthDays(date);
      expect(days.length % 7).toBe(0);
      expect(new Date(days[0] ?? "").getUTCDay()).toBe(1);
      const inside = days.filter((day) => day.startsWith(date.slice(0, 7)));
      expect(inside).toHaveLength(new Date(Date.UTC(2026, month, 0)).getUTCDate());
    }
  });

  it("a week holds its day", () => {
    expect(weekDays("2026-11-22")).toEqual(["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"]);
  });

  it("a month later than the 31st is the last day there is", () => {
    expect(shiftMonth("2026-01-31", 1)).toBe("2026-02-28");
    expect(shiftMonth("2026-01-15", -1)).toBe("2025-12-15");
  });
});
