import { expect, it } from "vitest";
import type { Post } from "@/api/types";
import { awaitedPieces, shownAmong } from "./awaiting";

const post = (id: string, content_id: string | null) => ({ id, content_id }) as Post;
const pieces = awaitedPieces([post("p1", "c1"), post("p2", null), post("p3", "c1"), post("p4", "c2")]);

it("posts of one piece wait together, a post written by hand alone", () => {
  expect(pieces.map((one) => [one.id, one.posts.map(({ id }) => id)])).toEqual([["c1", ["p1", "p3"]], ["p2", ["p2"]], ["c2", ["p4"]]]);
});

it("the piece in the address is shown; one that is answered gives way to the first", () => {
  expect(shownAmong(pieces, "c2")).toBe(2);
  expect(shownAmong(pieces, "gone")).toBe(0);
  expect(shownAmong([], undefined)).toBe(0);
});
