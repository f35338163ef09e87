import type { CalendarPost } from "@/api/types";
import { groupBy } from "@/lib/group";
import { addDays, minutesOf, weekdayOf } from "@/lib/zones";

/** One piece at one time, on one or several networks. */
export interface Group {
  id: string;
  wall: string;
  posts: CalendarPost[];
}

/** Posts of the same piece at the same minute stand as one; the calendar stays readable. */
export function groupsOf(posts: readonly CalendarPost[]): Group[] {
  const sorted = [...posts].sort((a, b) => a.local_due.localeCompare(b.local_due) || a.id.localeCompare(b.id));
  return groupBy(sorted, (post) => `${post.local_due.slice(0, 16)} ${post.brand_id ?? ""} ${post.thumbnail_url ?? post.text_start}`).map(
    (group) => ({ id: group[0]?.id ?? "", wall: group[0]?.local_due.slice(0, 16) ?? "", posts: group }),
  );
}

export function isMovable(group: Group): boolean {
  return group.posts.every((post) => post.status === "scheduled" || post.status === "draft");
}

export function monthDays(date: string): string[] {
  const first = `${date.slice(0, 7)}-01`;
  const start = addDays(first, -weekdayOf(first));
  const last = addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1);
  const rows = Math.ceil((weekdayOf(first) + Number(last.slice(8))) / 7);
  return Array.from({ length: rows * 7 }, (_, index) => addDays(start, index));
}

export function weekDays(date: string): string[] {
  const start = addDays(date, -weekdayOf(date));
  return Array.from({ length: 7 }, (_, index) => addDays(start, index));
}

/** The same day of the next or earlier month, or the last day it has. */
export function shiftMonth(date: string, by: number): string {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7)) - 1 + by;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(Number(date.slice(8)), last))).toISOString().slice(0, 10);
}

export interface Bucket {
  minutes: number;
  groups: Group[];
}

const HALF_HOUR = 30;

/** The groups of one day by half hours, as rows of the week's grid. */
export function bucketsOf(groups: readonly Group[]): Bucket[] {
  const halves = groupBy(groups, (group) => String(Math.floor(minutesOf(group.wall) / HALF_HOUR)));
  return halves.map((inside) => ({ minutes: Math.floor(minutesOf(inside[0]?.wall ?? "") / HALF_HOUR) * HALF_HOUR, groups: inside }));
}
