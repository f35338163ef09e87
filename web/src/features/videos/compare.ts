import type { Timeline } from "@/api/video-types";
import { differences, spansOf, type Span } from "./timeline";

export type RowState = "same" | "words" | "looks" | "new" | "gone";

/** One scene in two versions beside each other. */
export interface SceneRow {
  id: string;
  before: Span | null;
  after: Span | null;
  state: RowState;
}

/** The scenes of the later version in their order, with those it lost behind what they stood behind. */
function idsOf(before: readonly Span[], after: readonly Span[]): string[] {
  const ids = after.map((one) => one.scene.id);
  before.forEach(({ scene }, index) => {
    if (ids.includes(scene.id)) return;
    const ahead = before[index - 1]?.scene.id;
    ids.splice(ahead ? ids.indexOf(ahead) + 1 : 0, 0, scene.id);
  });
  return ids;
}

export function sceneRows(before: Timeline, after: Timeline): SceneRow[] {
  const [was, now] = [spansOf(before), spansOf(after)];
  const { lines, looks } = differences(before, after);
  const worded = new Set(lines.map((one) => one.id));
  return idsOf(was, now).map((id) => {
    const [left, right] = [was, now].map((spans) => spans.find((one) => one.scene.id === id) ?? null) as [Span | null, Span | null];
    const state = !left ? "new" : !right ? "gone" : worded.has(id) ? "words" : looks.includes(id) ? "looks" : "same";
    return { id, before: left, after: right, state };
  });
}
