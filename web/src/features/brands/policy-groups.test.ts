import { expect, it } from "vitest";
import { checkWords, isFixedCheck } from "@/lib/checks";
import { groupsOf } from "./policy-groups";

it("every check stands in one group, those of a pack as well", () => {
  const known = Object.keys(checkWords);
  const groups = groupsOf(known, { "respect.mixing": "block", contrast: "warn" });
  expect(groups.flatMap((one) => one.names).sort()).toEqual([...known, "respect.mixing"].sort());
  expect(groups.find((one) => one.group === "picture")).toMatchObject({ own: 1 });
  expect(groups.find((one) => one.group === "truth")?.names).toContain("respect.mixing");
});

it("no brand decides about what is wrong for everybody", () => {
  for (const name of ["facts_in_plan", "licences", "glyphs", "respect.mixing", "quran.cut"]) expect(isFixedCheck(name)).toBe(true);
  expect(isFixedCheck("hook")).toBe(false);
});
