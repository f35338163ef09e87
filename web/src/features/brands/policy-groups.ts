import type { GateAction } from "@/api/types";

export type PolicyGroup = "truth" | "manner" | "tags" | "picture";

const families: readonly [PolicyGroup, RegExp][] = [
  ["tags", /^hashtags/],
  ["picture", /^(alt_|picture_|safe_area|contrast|glyphs|type_size|licences)/],
  ["truth", /^(facts_|needs_person|forbidden|claims|fear|hidden|lookalike|broken|open_slots|originality|pack_rules)|\./],
];

function groupOf(name: string): PolicyGroup {
  return families.find(([, pattern]) => pattern.test(name))?.[0] ?? "manner";
}

/** The checks in groups, each with how many of them this brand decides itself. */
export function groupsOf(known: readonly string[], policy: Record<string, GateAction>) {
  const names = [...known, ...Object.keys(policy).filter((name) => !known.includes(name))];
  return (["truth", "manner", "tags", "picture"] as const).map((group) => {
    const mine = names.filter((name) => groupOf(name) === group);
    return { group, names: mine, own: mine.filter((name) => policy[name] !== undefined).length };
  });
}
