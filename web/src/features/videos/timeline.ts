import type { Aspect, Cue, DrawnScene, Scene, SceneShot, SceneTitle, Timeline } from "@/api/video-types";

/** Where a scene stands, in seconds; for `overlap` of them the one before is still seen. */
export interface Span {
  scene: Scene;
  start: number;
  end: number;
  overlap: number;
}

type Timed = Pick<Timeline, "scenes" | "fps">;

/** Every scene's place, counted in whole frames as the render does. */
export function spansOf({ scenes, fps }: Timed): Span[] {
  const lengths = scenes.map((one) => Math.max(2, Math.round(one.seconds * fps)));
  let end = 0;
  return scenes.map((scene, index) => {
    const frames = lengths[index] ?? 2;
    const wish = scene.transition.kind === "cut" ? 0 : scene.transition.seconds;
    const most = Math.floor((index === 0 ? frames : Math.min(frames, lengths[index - 1] ?? frames)) / 2);
    const overlap = Math.min(Math.round(wish * fps), most);
    const start = index === 0 ? 0 : end - overlap;
    end = start + frames;
    return { scene, start: start / fps, end: end / fps, overlap: overlap / fps };
  });
}

/** Where a scene is seen by itself: its middle. */
export function middleOf(span: Span): number {
  return (span.start + span.end) / 2;
}

/** The scene that is seen at a moment; of two that are seen together, the one that comes. */
export function spanAt(spans: readonly Span[], at: number): Span | undefined {
  return spans.findLast((one) => one.start <= at + 1e-3) ?? spans[0];
}

/** "0:07", "1:02" */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds + 1e-6);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** What decides how the middle of a scene looks: as long as it is the same, its picture is too. */
export function seenIn(timeline: Timeline, scene: Scene): string {
  const { aspect, look, captions, overlays, language } = timeline;
  const { speech, ...rest } = scene;
  return JSON.stringify([aspect, look, captions, overlays.handle, overlays.logo, overlays.progress, language, rest, speech?.source]);
}

/** What decides how a scene alone plays. */
export function heardIn(timeline: Timeline, scene: Scene): string {
  return JSON.stringify([seenIn(timeline, scene), timeline.music]);
}

export interface Chapter {
  scene: string;
  title: string;
  start: number;
}

export function chaptersOf(timeline: Timed): Chapter[] {
  return spansOf(timeline).flatMap(({ scene, start }) => (scene.chapter ? [{ scene: scene.id, title: scene.chapter, start }] : []));
}

/** The list with one moved by a step, or as it was where there is no such place. */
export function shifted(ids: readonly string[], id: string, step: number): string[] {
  const from = ids.indexOf(id);
  return placed(ids, id, from + step);
}

/** The list with one put at a place. */
export function placed(ids: readonly string[], id: string, place: number): string[] {
  if (!ids.includes(id) || place < 0 || place >= ids.length) return [...ids];
  const rest = ids.filter((one) => one !== id);
  return [...rest.slice(0, place), id, ...rest.slice(place)];
}

/** A name that no scene has yet: "added", "added-2", … */
export function freshId(scenes: readonly Pick<Scene, "id">[], stem: string): string {
  const known = new Set(scenes.map((one) => one.id));
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? stem : `${stem}-${count}`;
    if (!known.has(id)) return id;
  }
}

/** A scene of words on a plain or drawn ground, or one that is drawn. */
export function newScene(scenes: readonly Scene[], kind: "card" | "drawn", drawn: DrawnScene): Partial<Scene> {
  const ground = { kind: "drawn", scene: drawn, seed: scenes.length } as const;
  const shot: SceneShot = kind === "card" ? { kind: "card", heading: "…", body: "", footer: "", ground } : ground;
  return { id: freshId(scenes, kind === "card" ? "card" : "scene"), seconds: 3, least: 3, shot, transition: { kind: "dissolve", seconds: 0.4 } };
}

/** A title as one adds it by hand: like the ones there are, so that a video has one manner. */
export function newTitle(scenes: readonly Scene[]): SceneTitle {
  const like = scenes.flatMap((one) => one.titles).find((one) => one.role === "heading" || one.role === "hook");
  const usual: SceneTitle = { text: "", place: "upper", face: "display", size: 0.08, colour: "", box: false, start: 0, end: null, entry: "fade", role: "heading" };
  return like ? { ...like, text: "", role: "heading", size: Math.min(like.size, 0.1), start: 0, end: null } : usual;
}

const ENDS = /[.!?؟…؛،;,:]$/;

/** Captions to begin with when a person wants to write them: the spoken words, a few at a time. */
export function cuesFrom(scene: Pick<Scene, "speech" | "line" | "seconds">, characters: number): Cue[] {
  const words = scene.speech?.words ?? [];
  if (words.length === 0) return [{ text: scene.line, start: 0, end: round(scene.seconds) }];
  const found: Cue[] = [];
  for (const word of words) {
    const last = found.at(-1);
    const longer = last ? `${last.text} ${word.text}` : "";
    if (last && longer.length <= characters && !ENDS.test(last.text)) Object.assign(last, { text: longer, end: round(word.end) });
    else found.push({ text: word.text, start: round(word.start), end: round(word.end) });
  }
  return found;
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

export interface LineChange {
  id: string;
  before: string | null;
  after: string | null;
}

/** Two documents beside each other: the lines that were changed, put in or taken out, in order. */
export function lineChanges(before: Timeline, after: Timeline): LineChange[] {
  const old = new Map(before.scenes.map((one) => [one.id, saysOf(one)]));
  const now = new Map(after.scenes.map((one) => [one.id, saysOf(one)]));
  const ids = [...new Set([...now.keys(), ...old.keys()])];
  return ids.flatMap((id) => {
    const pair = { id, before: old.get(id) ?? null, after: now.get(id) ?? null };
    return pair.before === pair.after ? [] : [pair];
  });
}

/** All words of a scene that a viewer hears or reads besides captions. */
export function saysOf(scene: Scene): string {
  const card = scene.shot.kind === "card" ? [scene.shot.heading, scene.shot.body, scene.shot.footer] : [];
  return [scene.line, ...card, ...scene.titles.map((one) => one.text)].filter(Boolean).join("\n");
}

export interface Differences {
  lines: LineChange[];
  order: boolean;
  /** Names of scenes whose picture, captions, move, length or transition differ. */
  looks: string[];
  /** What differs of the whole: "aspect", "captions", "music", … */
  whole: WholePart[];
}

export type WholePart = (typeof WHOLE)[number];

const WHOLE = ["title", "aspect", "captions", "music", "look", "overlays", "cover", "narration"] as const;

export function differences(before: Timeline, after: Timeline): Differences {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const old = new Map(before.scenes.map((one) => [one.id, one]));
  const bare = ({ shot, cues, move, least, transition, chapter, camera }: Scene) => [shot.kind === "card" ? "card" : shot, cues, move, least, transition, chapter, camera];
  const shared = after.scenes.filter((one) => old.has(one.id));
  const was = before.scenes.filter((one) => after.scenes.some((now) => now.id === one.id));
  return {
    lines: lineChanges(before, after),
    order: !same(shared.map((one) => one.id), was.map((one) => one.id)),
    looks: shared.filter((one) => !same(bare(one), bare(old.get(one.id) ?? one))).map((one) => one.id),
    whole: WHOLE.filter((name) => !same(before[name], after[name])),
  };
}

/** "9:16" as CSS writes it. */
export function ratioOf(aspect: Aspect | string): string {
  return aspect.replace(":", " / ");
}
