import type { Channel } from "@/api/types";
import { fromWall } from "@/lib/zones";

export type When = "slot" | "now" | "at";

export interface Choice {
  when: When;
  wall: string;
  channels: readonly Channel[];
  slotOf: (channel: Channel) => Date | null;
}

export interface Plan {
  /** What the API is asked for: "now", "next_slot" or a moment. */
  value: string;
  /** When each chosen channel would send; null where a channel has no slot to offer. */
  times: (Date | null)[];
  problem: "pickChannel" | "past" | "noSlot" | null;
}

/** Turn what was chosen into what is asked of the API, or into the reason why not. */
export function planOf({ when, wall, channels, slotOf }: Choice, zone: string, now: Date): Plan {
  if (channels.length === 0) return { value: when, times: [], problem: "pickChannel" };
  if (when === "now") return { value: "now", times: channels.map(() => now), problem: null };
  if (when === "slot") {
    const times = channels.map(slotOf);
    return { value: "next_slot", times, problem: times.includes(null) ? "noSlot" : null };
  }
  const moment = fromWall(wall, zone);
  return {
    value: moment.toISOString(),
    times: channels.map(() => moment),
    problem: Number.isNaN(moment.getTime()) || moment <= now ? "past" : null,
  };
}

/** The one time all of them share, or null. */
export function sharedTime(times: readonly (Date | null)[]): Date | null {
  const first = times[0];
  return first && times.every((one) => one?.getTime() === first.getTime()) ? first : null;
}

export function canSend(channel: Channel): boolean {
  return !channel.frozen && channel.health.state !== "failed";
}
