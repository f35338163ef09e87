import { describe, expect, it } from "vitest";
import type { Scene, Timeline } from "@/api/video-types";
import { chaptersOf, clock, cuesFrom, differences, freshId, middleOf, newScene, newTitle, placed, seenIn, shifted, spanAt, spansOf } from "./timeline";

const scene = (id: string, part: Partial<Scene> = {}): Scene => ({
  id, seconds: 3, shot: { kind: "still", source: "p" }, line: "", least: 0, move: "", camera: null,
  transition: { kind: "cut", seconds: 0 }, speech: null, cues: null, titles: [], chapter: null, ...part,
});
const timeline = (scenes: Scene[], part: Partial<Timeline> = {}): Timeline => ({
  version: 1, title: "T", language: "en", aspect: "9:16", fps: 30, scenes, sources: {}, narration: null,
  captions: { style: "plain", place: "lower", size: 0.06, lines: 2, characters: 30, capitals: false, ink: "", spoken: "" },
  music: null, look: { palette: {}, lut: null, strength: 1, vignette: 0, grain: 0 },
  overlays: { progress: false, handle: "", logo: null }, cover: null, notes: {}, ...part,
});

describe("where scenes stand", () => {
  it("neighbours overlap by the transition, a cut by nothing", () => {
    const [first, second, third] = spansOf(timeline([scene("a"), scene("b", { transition: { kind: "dissolve", seconds: 0.5 } }), scene("c")]));
    expect(first).toMatchObject({ start: 0, end: 3 });
    expect(second).toMatchObject({ start: 2.5, end: 5.5, overlap: 0.5 });
    expect(third).toMatchObject({ start: 5.5, end: 8.5, overlap: 0 });
    expect(second && middleOf(second)).toBe(4);
  });

  it("a transition takes no more than half of either neighbour", () => {
    const [, second] = spansOf(timeline([scene("a", { seconds: 1 }), scene("b", { transition: { kind: "iris", seconds: 2 } })]));
    expect(second?.overlap).toBe(0.5);
  });

  it("a moment belongs to the scene that is seen then", () => {
    const spans = spansOf(timeline([scene("a"), scene("b"), scene("c")]));
    for (const span of spans) {
      expect(spanAt(spans, span.start)?.scene.id).toBe(span.scene.id);
      expect(spanAt(spans, span.start + 0.5)?.scene.id).toBe(span.scene.id);
    }
    expect(spanAt(spans, 0)?.scene.id).toBe("a");
    expect(spanAt(spans, 999)?.scene.id).toBe("c");
  });

  it("chapters begin with their scenes", () => {
    expect(chaptersOf(timeline([scene("a", { chapter: "One" }), scene("b"), scene("c", { chapter: "Two" })]))).toEqual([
      { scene: "a", title: "One", start: 0 },
      { scene: "c", title: "Two", start: 6 },
    ]);
  });

  it.each([[0, "0:00"], [7.9, "0:07"], [62, "1:02"]])("%s seconds read %s", (seconds, said) => expect(clock(seconds)).toBe(said));
});

describe("the order of scenes", () => {
  it("moves by steps and not beyond the ends", () => {
    expect(shifted(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
    expect(shifted(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
    expect(placed(["a", "b", "c"], "a", 2)).toEqual(["b", "c", "a"]);
  });

  it("a new scene takes a name nobody has", () => {
    expect(freshId([{ id: "card" }, { id: "card-2" }], "card")).toBe("card-3");
    expect(newScene([scene("card")], "card", "aurora")).toMatchObject({ id: "card-2", shot: { kind: "card", ground: { scene: "aurora" } } });
  });
});

it("a frame is drawn again for what is seen and not for where the scene stands", () => {
  const shown = scene("a", { line: "One" });
  const before = seenIn(timeline([shown, scene("b")]), shown);
  expect(seenIn(timeline([scene("b"), shown]), shown)).toBe(before);
  expect(seenIn(timeline([shown]), { ...shown, shot: { kind: "still", source: "q" } })).not.toBe(before);
  expect(seenIn(timeline([shown], { aspect: "1:1" }), shown)).not.toBe(before);
});

it("captions to begin with are the spoken words, a line at a time, ending where sense ends", () => {
  const words = "Pay the small bill. Leave out working".split(" ").map((text, index) => ({ text, start: index, end: index + 0.8 }));
  const cues = cuesFrom({ line: "", seconds: 8, speech: { source: "s", start: 0, gain_db: 0, words } }, 16);
  expect(cues).toEqual([
    { text: "Pay the small", start: 0, end: 2.8 },
    { text: "bill.", start: 3, end: 3.8 },
    { text: "Leave out", start: 4, end: 5.8 },
    { text: "working", start: 6, end: 6.8 },
  ]);
  expect(cuesFrom({ line: "Read me", seconds: 3, speech: null }, 30)).toEqual([{ text: "Read me", start: 0, end: 3 }]);
});

it("a title added by hand looks like those there are", () => {
  const like = { ...newTitle([]), face: "italic", colour: "gold", size: 0.2, text: "Old" };
  expect(newTitle([scene("a", { titles: [like] })])).toMatchObject({ face: "italic", colour: "gold", size: 0.1, text: "" });
});

describe("two versions beside each other", () => {
  const before = timeline([scene("a", { line: "One" }), scene("b", { line: "Two" }), scene("c")]);

  it("tell what was changed, put in and taken out", () => {
    const after = timeline([scene("a", { line: "Uno" }), scene("c", { move: "rise" }), scene("d", { line: "New" })], { aspect: "1:1" });
    expect(differences(before, after)).toEqual({
      lines: [{ id: "a", before: "One", after: "Uno" }, { id: "d", before: null, after: "New" }, { id: "b", before: "Two", after: null }],
      order: false,
      looks: ["c"],
      whole: ["aspect"],
    });
  });

  it("an order that changed is told as one thing", () => {
    const [a, b, c] = before.scenes;
    expect(differences(before, timeline([b, a, c].flatMap((one) => one ?? [])))).toEqual({ lines: [], order: true, looks: [], whole: [] });
  });
});
