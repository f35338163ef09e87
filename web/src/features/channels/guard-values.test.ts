import { expect, it } from "vitest";
import { changeOf, valuesOf } from "./guard-values";

const guards = { fuse: { posts: 10, minutes: 10, is_default: true }, quiet_hours: { starts: "22:00:00", ends: "07:00:00" }, auto_retries: 2 };

it("what was read is saved as it was", () => {
  expect(changeOf(valuesOf(guards))).toEqual({ fuse: { posts: 10, minutes: 10 }, quiet_hours: { starts: "22:00", ends: "07:00" }, auto_retries: 2 });
});

it("a fuse that is off has no posts, and offers ten when it is switched on", () => {
  const values = valuesOf({ ...guards, fuse: { posts: 0, minutes: 5, is_default: false }, quiet_hours: null });
  expect(values).toMatchObject({ hasFuse: false, posts: "10", hasQuiet: false });
  expect(changeOf(values)).toMatchObject({ fuse: { posts: 0, minutes: 5 }, quiet_hours: null });
});
