import type { VoiceChoice } from "@/api/video-types";

/** "English (Great Britain) · man": what a person needs to choose by. */
export function voiceName(voice: VoiceChoice, t: (word: "female" | "male") => string): string {
  const base = voice.name.replace(/ \((?:fe)?male [^)]*\)$/, "");
  const kind = voice.gender === "female" || voice.gender === "male" ? t(voice.gender) : "";
  const which = voice.id.split("+")[1] ?? "";
  return [base, kind, which].filter(Boolean).join(" · ");
}
