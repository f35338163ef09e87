import type { VoiceChoice } from "@/api/video-types";

/** What a voice is asked for by: its provider and its name, or the provider alone for its usual one. */
export function voiceKey(voice: VoiceChoice): string {
  return voice.id ? `${voice.provider}:${voice.id}` : voice.provider;
}

/** "English (Great Britain) · man": what a person needs to choose by. */
export function voiceName(voice: VoiceChoice, t: (word: "female" | "male") => string): string {
  const base = voice.name.replace(/ \((?:fe)?male [^)]*\)$/, "");
  const kind = voice.gender === "female" || voice.gender === "male" ? t(voice.gender) : "";
  const which = voice.id.split("+")[1] ?? "";
  return [base, kind, which].filter(Boolean).join(" · ");
}
