import { expect, it } from "vitest";
import type { CalendarPost } from "@/api/types";
import { asTime, dayHours } from "./day-bins";

const post = (id: string, due_at: string) => ({ id, due_at }) as CalendarPost;

it("posts stand in their hour and quarter on the audience's clock, and only those of the day", () => {
  const hours = dayHours([post("a", "2026-11-21T05:00:00Z"), post("b", "2026-11-21T05:46:00Z"), post("c", "2026-11-21T23:00:00Z")], "Africa/Cairo", "2026-11-21");
  expect(hours).toHaveLength(1);
  expect(hours[0]?.hour).toBe(7);
  expect(hours[0]?.quarters.map((quarter) => quarter.map((one) => one.id))).toEqual([["a"], [], [], ["b"]]);
});

it("minutes read as a clock", () => {
  expect(asTime(450)).toBe("07:30");
});
