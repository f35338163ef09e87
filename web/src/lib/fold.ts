import { graphemes } from "./text-length";
import type { Cut } from "./post-text";

/** A text cut after so many marks or lines, at the end of a word. */
export function foldAt(text: string, marks: number, lines: number): Cut {
  const rows = text.split("\n");
  const byLines = Number.isFinite(lines) && rows.length > lines ? rows.slice(0, lines).join("\n") : text;
  if (!Number.isFinite(marks)) return { shown: byLines.trimEnd(), isCut: byLines !== text };
  const counted = graphemes(byLines);
  if (counted.length <= marks) return { shown: byLines === text ? text : byLines.trimEnd(), isCut: byLines !== text };
  const shown = counted.slice(0, marks).join("").replace(/\s+\S*$/u, "").trimEnd();
  return { shown, isCut: true };
}
