/** Styles of videos on the wire; what stands in a document is said here (`docs/reference/style.md`). */
import type { components } from "./schema";
import type { CaptionLook, TransitionKind, Trouble } from "./video-types";

type Schemas = components["schemas"];
type With<T, U> = Omit<T, keyof U> & U;

export interface StyleDocument {
  id: string;
  name: string;
  description: string;
  aspect: string;
  pace: { mean: number; spread: number; hook: number; breath: number };
  transitions: { kind: TransitionKind; share: number; seconds: number }[];
  captions: CaptionLook;
  camera: { move: string; share: number; strength: number }[];
  /** `cube` names a colour table of one's own; empty where the grade is computed. */
  look: { palette: Record<string, string>; cube: string; strength: number; vignette: number; grain: number };
  music: { mood: string; tempo: number | null; energy: number; gain_db: number; duck_db: number };
  progress: boolean;
  learned: Record<string, number>;
}

/** What was measured of a reference, each part with how sure the measure is. */
export interface Analysis {
  seconds: number;
  fps: number;
  width: number;
  height: number;
  shots: { start_frame: number; end_frame: number }[];
  transitions: { kind: TransitionKind; start_frame: number; end_frame: number; confidence: number }[];
  palette: { swatches: { colour: string; share: number }[]; confidence: number };
  grade: { temperature: number; contrast: number; saturation: number; brightness: number; confidence: number };
  text: { kinds: { role: string; share: number; size: number; lines: number; animation: string; y: number }[]; share: number; confidence: number };
  composition: { faces: number; scales: Record<string, number>; confidence: number };
  camera: { mix: Record<string, number>; strength: number; confidence: number };
  music: { present: boolean; tempo: number | null; root: string | null; scale: string | null; energy: number; mood: string; speech: number; confidence: number };
  pace: { mean: number; median: number; shortest: number; longest: number; per_minute: number; hook: number; confidence: number };
  structure: { opens: string; closes: string; loops: boolean; confidence: number };
  confidence: Record<string, number>;
}

/** A video's newest film beside what a style was learned from. */
export type Comparison = With<Schemas["ComparisonOut"], { error: Trouble | null }>;
export type Likeness = Schemas["LikenessOut"];

export type StyleStatus = "ready" | "analysing" | "failed";
export type VideoStyle = With<
  Schemas["StyleOut"],
  { status: StyleStatus; document: StyleDocument | Record<string, never>; analysis: Analysis | Record<string, never>; error: Trouble | null }
>;
export type ReadyStyle = VideoStyle & { document: StyleDocument };
export type StyleChange = Partial<StyleDocument>;
