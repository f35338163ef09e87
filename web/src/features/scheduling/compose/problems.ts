import type { RuleProblem } from "@/api/types";

/** Where in the writer a problem stands. */
export type Place = "text" | "title" | "link" | "media" | "parts" | "poll" | "comment" | "options" | "rest";

const places: readonly [RegExp, Place][] = [
  [/^parts?\b/, "parts"],
  [/^first_comment\b/, "comment"],
  [/^(answers?|poll|seconds|several)\b/, "poll"],
  [/^(media|asset_ids|alt|assets|kind)\b/, "media"],
  [/^options?\b/, "options"],
  [/^title\b/, "title"],
  [/^link\b/, "link"],
  [/^text\b/, "text"],
];

export function placeOf(field: string): Place {
  const bare = field.replace(/^\/?(body[./])?(extras[./])?/, "").replaceAll("/", ".");
  return places.find(([pattern]) => pattern.test(bare))?.[1] ?? "rest";
}

export function problemsAt(problems: readonly RuleProblem[], place: Place): RuleProblem[] {
  return problems.filter((one) => placeOf(one.field) === place);
}
