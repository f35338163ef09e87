import type { CalendarPost } from "@/api/types";
import { minutesOf, toWall } from "@/lib/zones";

export interface Hour {
  hour: number;
  posts: CalendarPost[];
  quarters: [CalendarPost[], CalendarPost[], CalendarPost[], CalendarPost[]];
}

/** The posts of one day by hour and quarter of an hour, on the clocks of a zone. */
export function dayHours(posts: readonly CalendarPost[], zone: string, day: string): Hour[] {
  const hours = new Map<number, Hour>();
  const sorted = [...posts].sort((a, b) => a.due_at.localeCompare(b.due_at));
  for (const post of sorted) {
    const wall = toWall(post.due_at, zone);
    if (wall.slice(0, 10) !== day) continue;
    const minutes = minutesOf(wall);
    const hour = Math.floor(minutes / 60);
    const found = hours.get(hour) ?? { hour, posts: [], quarters: [[], [], [], []] };
    found.posts.push(post);
    found.quarters[Math.floor((minutes % 60) / 15)]?.push(post);
    hours.set(hour, found);
  }
  return [...hours.values()].sort((a, b) => a.hour - b.hour);
}

export function asTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
