/** Wall times of a zone and moments, without a date library. */

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(zone, format);
  }
  return format;
}

/** "2026-11-22T07:00" as clocks in the zone show it at that moment. */
export function toWall(moment: Date | string, zone: string): string {
  const date = typeof moment === "string" ? new Date(moment) : moment;
  const found = Object.fromEntries(parts(zone).formatToParts(date).map((part) => [part.type, part.value]));
  return `${found["year"]}-${found["month"]}-${found["day"]}T${found["hour"]}:${found["minute"]}`;
}

function offset(moment: number, zone: string): number {
  const minute = Math.floor(moment / 60_000) * 60_000;
  return Date.parse(`${toWall(new Date(minute), zone)}Z`) - minute;
}

/**
 * The moment at which clocks in the zone show that wall time. A time skipped in spring moves
 * forward by the gap; of a time that comes twice in autumn the first is taken.
 */
export function fromWall(wall: string, zone: string): Date {
  const naive = Date.parse(`${wall}Z`);
  const before = offset(naive - 86_400_000, zone);
  const after = offset(naive + 86_400_000, zone);
  const early = naive - before;
  if (offset(early, zone) === before) return new Date(early);
  const late = naive - after;
  return new Date(offset(late, zone) === after ? late : early);
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Monday is 0, as the API counts. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7;
}

export function minutesOf(wall: string): number {
  return Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
}

export function withMinutes(day: string, minutes: number): string {
  const clamped = Math.min(Math.max(minutes, 0), 1439);
  const hour = String(Math.floor(clamped / 60)).padStart(2, "0");
  return `${day}T${hour}:${String(clamped % 60).padStart(2, "0")}`;
}

export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export interface SlotTime {
  weekday: number | null;
  time: string;
}

const HORIZON = 60;
const NONE: ReadonlySet<number> = new Set();

/** The next moment, not taken, at which a slot comes round in the channel's zone; null without slots. */
export function nextSlot(slots: readonly SlotTime[], zone: string, now: Date, taken = NONE): Date | null {
  if (slots.length === 0) return null;
  const today = toWall(now, zone).slice(0, 10);
  let best: Date | null = null;
  for (let ahead = 0; ahead <= HORIZON; ahead += 1) {
    const day = addDays(today, ahead);
    for (const slot of slots) {
      if (slot.weekday !== null && slot.weekday !== weekdayOf(day)) continue;
      const moment = fromWall(`${day}T${slot.time.slice(0, 5)}`, zone);
      if (moment > now && !taken.has(moment.getTime()) && (!best || moment < best)) best = moment;
    }
    if (best) return best;
  }
  return best;
}
