import { expect, it } from "vitest";
import { calendarSearch, postsSearch, signInSearch } from "./search";

it("after signing in one returns to a page of this site and to no other", () => {
  expect(signInSearch({ next: "/posts?status=failed" }).next).toBe("/posts?status=failed");
  expect(signInSearch({ next: "//elsewhere.example" }).next).toBeUndefined();
  expect(signInSearch({ next: "https://elsewhere.example" }).next).toBeUndefined();
});

it("what an address cannot mean is dropped", () => {
  expect(calendarSearch({ view: "year", date: "yesterday" })).toMatchObject({ view: undefined, date: undefined });
  expect(postsSearch({ page: "-3", view: "next" })).toMatchObject({ page: undefined, view: "next" });
});
