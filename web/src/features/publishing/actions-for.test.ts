import { expect, it } from "vitest";
import type { PostStatus } from "@/api/types";
import { actionsFor } from "./actions-for";

it("an unknown outcome can only be decided, never simply sent again", () => {
  expect([...actionsFor("unknown")]).toEqual(["resolve", "by-hand"]);
});

it("what the network does not take from us can be finished by hand", () => {
  for (const status of ["failed", "needs_reconnect", "scheduled"] as const) expect(actionsFor(status).has("by-hand")).toBe(true);
  expect(actionsFor("published").has("by-hand")).toBe(false);
});

it("what is going out this moment is left alone", () => {
  expect(actionsFor("publishing").size).toBe(0);
});

it.each<[PostStatus, string]>([["scheduled", "publish-now"], ["failed", "retry"], ["published", "unpublish"]])("a %s post offers %s first", (status, first) => {
  expect([...actionsFor(status)][0]).toBe(first);
});

it("what waits for a yes is approved before anything is sent", () => {
  expect([...actionsFor("scheduled", true)][0]).toBe("approve");
  expect(actionsFor("scheduled", true).has("publish-now")).toBe(false);
  expect(actionsFor("scheduled").has("approve")).toBe(false);
});
