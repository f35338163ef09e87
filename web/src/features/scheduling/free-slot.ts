import type { CalendarPost, Channel } from "@/api/types";
import { fromWall, nextSlot } from "@/lib/zones";

const MINUTE = 60_000;

/**
 * When a queued piece would leave a channel: its first slot that no post holds yet, and not
 * before the day the piece is about. The API decides the same way when the piece is sent.
 */
export function freeSlot(channel: Channel, posts: readonly CalendarPost[], targetDate: string, now: Date): Date | null {
  const held = posts.filter((post) => post.channel.id === channel.id && post.status !== "cancelled" && post.status !== "removed");
  const taken = new Set(held.map((post) => Math.floor(Date.parse(post.due_at) / MINUTE) * MINUTE));
  const day = fromWall(`${targetDate}T00:00`, channel.time_zone);
  return nextSlot(channel.slots, channel.time_zone, day > now ? day : now, taken);
}
