/**
 * Videos on the wire. The schema says of a document no more than "object"; what stands in one is said
 * here, as `docs/reference/timeline.md` and `docs/reference/style.md` describe it.
 */
import type { components } from "./schema";
type Schemas = components["schemas"];
type With<T, U> = Omit<T, keyof U> & U;

export const aspects = ["9:16", "4:5", "1:1", "16:9"] as const;
export type Aspect = (typeof aspects)[number];
export const transitionKinds = [
  "cut", "dissolve", "fade_black", "fade_white", "wipe_left", "wipe_right", "wipe_up", "wipe_down",
  "slide_left", "slide_right", "slide_up", "slide_down", "zoom", "iris", "blur", "glitch",
] as const;
export type TransitionKind = (typeof transitionKinds)[number];
export const captionStyles = ["none", "plain", "pop", "highlight", "karaoke", "box", "slide", "typewriter", "bounce"] as const;
export type CaptionStyle = (typeof captionStyles)[number];
export const captionPlaces = ["upper", "middle", "lower"] as const;
export const drawnScenes = ["star_flight", "sky_map", "moon", "pattern", "light_rays", "particles", "aurora", "gradient"] as const;
export type DrawnScene = (typeof drawnScenes)[number];
export const moves = ["", "still", "push_in", "pull_out", "pan_left", "pan_right", "rise", "sink"] as const;
export type Move = (typeof moves)[number];
export const titlePlaces = ["top", "upper", "middle", "lower", "bottom"] as const;

export interface DrawnShot {
  kind: "drawn";
  scene: DrawnScene;
  seed?: number;
  values?: Record<string, unknown>;
}
export interface CardShot {
  kind: "card";
  heading: string;
  body: string;
  footer: string;
  ground?: DrawnShot | null;
}
export type SceneShot =
  | { kind: "still"; source: string }
  | { kind: "clip"; source: string; start?: number; speed?: number; gain_db?: number | null }
  | DrawnShot
  | CardShot
  | { kind: "split"; parts: SceneShot[]; direction: "rows" | "columns"; gap: number };

export interface Cue {
  text: string;
  start: number;
  end: number;
}
export interface SceneTitle {
  text: string;
  place: (typeof titlePlaces)[number];
  face: string;
  size: number;
  colour: string;
  box: boolean;
  start: number;
  end: number | null;
  entry: string;
  role: string;
}
export interface Speech {
  source: string;
  start: number;
  words: Cue[];
  gain_db: number;
}
export interface Scene {
  id: string;
  seconds: number;
  shot: SceneShot;
  line: string;
  least: number;
  move: Move;
  camera: unknown;
  transition: { kind: TransitionKind; seconds: number };
  speech: Speech | null;
  cues: Cue[] | null;
  titles: SceneTitle[];
  chapter: string | null;
}
export interface CaptionLook {
  style: CaptionStyle;
  place: (typeof captionPlaces)[number];
  size: number;
  lines: number;
  characters: number;
  capitals: boolean;
  ink: string;
  spoken: string;
}
export interface MusicSetting {
  mood: string;
  gain_db: number;
  duck_db: number;
  tempo: number | null;
}
export interface Timeline {
  version: 1;
  title: string;
  language: string;
  aspect: Aspect;
  fps: number;
  scenes: Scene[];
  sources: Record<string, { path: string; kind: string; alt: string; licence: string; origin: string }>;
  narration: { provider: string; voice: string; rate: number } | null;
  captions: CaptionLook;
  music: MusicSetting | null;
  look: { palette: Record<string, string>; lut: string | null; strength: number; vignette: number; grain: number };
  overlays: { progress: boolean; handle: string; logo: unknown };
  cover: { scene: string; at: number } | null;
  notes: Record<string, string>;
}

export interface Trouble {
  title?: string;
  detail?: string;
  remedy?: string;
}
export type RenderStatus = "waiting" | "running" | "done" | "refused" | "cancelled" | "failed";
/** One check of the gate; reports of before moments were kept have none. */
export type FilmCheck = With<Schemas["FilmCheckOut"], { moments?: number[] }>;
export type RenderQuality = Partial<With<Schemas["FilmQualityOut"], { checks?: FilmCheck[] }>>;
export interface RenderFacts {
  chapters?: { start: number; title: string }[];
  seconds?: number;
  width?: number;
  height?: number;
  [fact: string]: unknown;
}
export type Render = With<
  Schemas["RenderOut"],
  { aspect: Aspect; status: RenderStatus; preset: "veryfast" | "medium"; error: Trouble | null; quality: RenderQuality; facts: RenderFacts }
>;
export type VideoStatus = "making" | "ready" | "failed";
export type VideoEstimate = Schemas["VideoEstimateOut"];
export type VideoRow = With<Schemas["VideoRow"], { status: VideoStatus; aspect: Aspect; render_status: RenderStatus | null }>;
export type Video = With<
  Schemas["VideoOut"],
  { status: VideoStatus; aspect: Aspect; timeline: Timeline | Record<string, never>; wishes: Record<string, unknown>; error: Trouble | null; renders: Render[]; render_status: RenderStatus | null }
>;
/** A video that has been made once, so that there is something to show and to change. */
export type MadeVideo = Video & { timeline: Timeline };
export type VideoVersion = With<Schemas["VideoVersionOut"], { timeline: Timeline }>;
export type VideoOrder = Partial<Omit<Schemas["VideoOrder"], "content_id">> & { content_id: string };
export type SceneEdit = Partial<Pick<Scene, "line" | "least" | "move" | "transition" | "chapter" | "titles" | "cues" | "shot" | "camera">> & { asset_id?: string };
export interface VideoSettings {
  title?: string;
  aspect?: Aspect;
  captions?: Partial<CaptionLook>;
  music?: Partial<MusicSetting> | null;
  overlays?: { progress?: boolean };
  cover?: { scene: string; at: number };
  voice?: string;
  rate?: number;
  style?: string;
}
export type RenderOrder = Schemas["RenderIn"];
export type VoiceChoice = Schemas["VoiceOut"];
export type Mood = Schemas["MoodOut"];
