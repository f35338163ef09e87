import { expect, it } from "vitest";
import type { Scene, Timeline } from "@/api/video-types";
import { sceneRows } from "./compare";

const scene = (id: string, part: Partial<Scene> = {}) =>
  ({ id, seconds: 2, line: id, titles: [], cues: null, shot: { kind: "drawn", scene: "moon" }, transition: { kind: "cut", seconds: 0 }, ...part }) as unknown as Scene;
const timeline = (...scenes: Scene[]) => ({ fps: 30, scenes }) as unknown as Timeline;

it("two versions stand scene by scene, each telling what differs", () => {
  const before = timeline(scene("a"), scene("b"), scene("c"), scene("d"));
  const after = timeline(scene("a"), scene("c", { line: "other" }), scene("e"), scene("d", { move: "still" } as Partial<Scene>));
  expect(sceneRows(before, after).map(({ id, state }) => `${id} ${state}`)).toEqual(["a same", "b gone", "c words", "e new", "d looks"]);
});

it("what went from the beginning stands at the beginning, and each side keeps its own time", () => {
  const rows = sceneRows(timeline(scene("gone"), scene("a")), timeline(scene("a")));
  expect(rows.map((one) => one.id)).toEqual(["gone", "a"]);
  expect(rows[1]).toMatchObject({ before: { start: 2 }, after: { start: 0 } });
});
