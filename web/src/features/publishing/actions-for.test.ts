import { expect, it } from "vitest";
import type { PostStatus } from "@/api/types";
import { actionsFor } from "./actions-for";

it("an unknown outcome can only be decided, never simply sent again", () => {
  expect([...actionsFor("unknown")]).toEqual(["resolve"]);
});

it("what is going out this moment is left alone", () => {
  expect(actionsFor("publishing").size).toBe(0);
});

it.each<[PostStatus, string]>([["scheduled", "publish-now"], ["failed", "retry"], ["published", "unpublish"]])("a %s post offers %s first", (status, first) => {
  expect([...actionsFor(status)][0]).toBe(first);
});
