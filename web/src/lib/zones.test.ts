import { describe, expect, it } from "vitest";
import { addDays, fromWall, minutesOf, nextSlot, toWall, weekdayOf, withMinutes } from "./zones";

describe("wall times", () => {
  it.each([
    ["2026-11-22T07:00", "Africa/Cairo", "2026-11-22T05:00:00.000Z"],
    ["2026-07-01T07:00", "Africa/Cairo", "2026-07-01T04:00:00.000Z"],
    ["2026-11-22T00:15", "Asia/Kolkata", "2026-11-21T18:45:00.000Z"],
    ["2026-11-22T23:30", "America/New_York", "2026-11-23T04:30:00.000Z"],
  ])("%s in %s is one moment, and comes back as it went", (wall, zone, moment) => {
    expect(fromWall(wall, zone).toISOString()).toBe(moment);
    expect(toWall(moment, zone)).toBe(wall);
  });

  it("a time skipped in spring moves forward by the gap", () => {
    expect(toWall(fromWall("2026-03-29T02:30", "Europe/Berlin"), "Europe/Berlin")).toBe("2026-03-29T03:30");
  });

  it("of a time that comes twice in autumn the first is taken", () => {
    expect(fromWall("2026-10-25T02:30", "Europe/Berlin").toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  it("every hour of the days around a change of clocks survives the trip", () => {
    for (const zone of ["Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe"]) {
      for (let hour = 0; hour < 24 * 366; hour += 5) {
        const moment = new Date(Date.UTC(2026, 0, 1, hour));
        const wall = toWall(moment, zone);
        expect(toWall(fromWall(wall, zone), zone)).toBe(wall);
      }
    }
  });

  it("days and minutes are counted across months", () => {
    expect(addDays("2026-11-30", 1)).toBe("2026-12-01");
    expect(weekdayOf("2026-11-23")).toBe(0);
    expect(minutesOf("2026-11-23T18:30")).toBe(1110);
    expect(withMinutes("2026-11-23", 1500)).toBe("2026-11-23T23:59");
  });
});

describe("the next slot", () => {
  const daily = [{ weekday: null, time: "07:00" }, { weekday: null, time: "18:30:00" }];

  it("is the earliest one still ahead on the channel's clock", () => {
    const now = new Date("2026-11-21T05:00:00Z");
    expect(nextSlot(daily, "Africa/Cairo", now)?.toISOString()).toBe("2026-11-21T16:30:00.000Z");
  });

  it("waits for its weekday, also when that is today in the past", () => {
    const mondays = [{ weekday: 0, time: "07:00" }];
    const monday = new Date("2026-11-23T08:00:00Z");
    expect(nextSlot(mondays, "Africa/Cairo", monday)?.toISOString()).toBe("2026-11-30T05:00:00.000Z");
  });

  it("does not exist without slots", () => {
    expect(nextSlot([], "UTC", new Date())).toBeNull();
  });
});
