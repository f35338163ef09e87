import type { Shot } from "@/api/types";

/** "0:04" */
export function timecode(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The script as plain text: when, what is said, and in brackets what is seen. */
export function scriptText(shots: readonly Shot[]): string {
  return shots.map((shot) => `${timecode(shot.starts)}  ${shot.says}\n      [${shot.shows}]`).join("\n\n");
}
