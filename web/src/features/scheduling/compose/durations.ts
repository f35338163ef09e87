import type { Platform } from "@/api/types";

const usual = [300, 1800, 3600, 21_600, 43_200, 86_400, 259_200, 604_800, 1_209_600];

function allows(platform: Platform, seconds: number): boolean {
  const { poll } = platform;
  if (!poll) return true;
  if (poll.durations.length > 0) return poll.durations.includes(seconds);
  return seconds >= poll.min_seconds && (poll.max_seconds === 0 || seconds <= poll.max_seconds);
}

/** How long a poll may run on all chosen networks; what is usual, where they agree on nothing. */
export function pollDurations(platforms: readonly Platform[]): number[] {
  const named = platforms.flatMap((one) => one.poll?.durations ?? []);
  const all = [...new Set([...usual, ...named])].sort((a, b) => a - b);
  const shared = all.filter((seconds) => platforms.every((one) => allows(one, seconds)));
  return shared.length > 0 ? shared : usual;
}

/** How many answers all chosen networks take at most. */
export function mostAnswers(platforms: readonly Platform[]): number {
  return Math.min(12, ...platforms.flatMap((one) => (one.poll ? [one.poll.max_answers] : [])));
}
