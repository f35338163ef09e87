export interface WordChange {
  kind: "same" | "gone" | "new";
  text: string;
}

/** Words with the space after them, so that the pieces can be set side by side again. */
function words(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

/** Lengths of the longest common run of words from every pair of places to the ends. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const same = old[i] === now[j];
      rows[i]![j] = same ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!);
    }
  }
  return rows;
}

function add(into: WordChange[], kind: WordChange["kind"], text: string): void {
  const last = into.at(-1);
  if (last?.kind === kind) last.text += text;
  else into.push({ kind, text });
}

const LONGEST = 4000;

/** What went and what came between two texts, word by word. */
export function changesBetween(before: string, after: string): WordChange[] {
  const old = words(`${before.trimEnd()}\n`);
  const now = words(`${after.trimEnd()}\n`);
  if (old.length * now.length > LONGEST * LONGEST) return [{ kind: "gone", text: before }, { kind: "new", text: after }];
  const common = commonLengths(old, now);
  const found: WordChange[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      add(found, "same", old[i]!);
      i += 1;
      j += 1;
    } else if (i < old.length && (j >= now.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      add(found, "gone", old[i]!);
      i += 1;
    } else {
      add(found, "new", now[j]!);
      j += 1;
    }
  }
  return found;
}

/** Fewer words than these between two changes are no island worth stepping on. */
const ISLAND = 3;

/** Changes as people read them: what lies close together is told as one, not word by word. */
export function tidied(changes: readonly WordChange[]): WordChange[] {
  const found: WordChange[] = [];
  let [gone, came] = ["", ""];
  const flush = () => {
    // What went is followed by what came in its place: they must not run together.
    if (gone) found.push({ kind: "gone", text: `${gone.trimEnd()} ` });
    if (came) found.push({ kind: "new", text: came });
    [gone, came] = ["", ""];
  };
  changes.forEach((one, index) => {
    const { text } = one;
    const isIsland = one.kind === "same" && (gone || came) && index < changes.length - 1 && words(text).length < ISLAND && !text.includes("\n");
    if (one.kind === "same" && !isIsland) {
      flush();
      found.push({ kind: "same", text });
      return;
    }
    if (one.kind !== "new") gone += text;
    if (one.kind !== "gone") came += text;
  });
  flush();
  return found;
}

/** How much of the words is new or gone, 0 to 1. */
export function shareChanged(changes: readonly WordChange[]): number {
  const count = (kinds: readonly string[]) => changes.filter((one) => kinds.includes(one.kind)).reduce((sum, one) => sum + words(one.text).length, 0);
  const all = count(["same", "gone", "new"]);
  return all === 0 ? 0 : count(["gone", "new"]) / all;
}
