import type { Language } from "./language";
import { addDays, toWall } from "./zones";

const locales: Record<Language, string> = { en: "en-GB", ar: "ar-EG-u-nu-latn" };

const cache = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locales[language], options);
    cache.set(key, found);
  }
  return found;
}

export function localeOf(language: Language): string {
  return locales[language];
}

/** "07:00" on the zone's clocks. */
export function clockTime(moment: string | Date, zone: string): string {
  return toWall(moment, zone).slice(11);
}

/** "07:00:02": for ledgers, where seconds matter. */
export function exactTime(moment: string, zone: string): string {
  return format("en", { timeZone: zone, hourCycle: "h23", hour: "2-digit", minute: "2-digit", second: "2-digit" })
    .format(new Date(moment));
}

export function dayMonth(day: string, language: Language): string {
  return format(language, { timeZone: "UTC", day: "numeric", month: "short" }).format(new Date(`${day}T00:00Z`));
}

export function fullDay(day: string, language: Language): string {
  return format(language, { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" })
    .format(new Date(`${day}T00:00Z`));
}

export function monthYear(day: string, language: Language): string {
  return format(language, { timeZone: "UTC", month: "long", year: "numeric" }).format(new Date(`${day}T00:00Z`));
}

export function weekdayName(day: string, language: Language, width: "long" | "short" = "long"): string {
  return format(language, { timeZone: "UTC", weekday: width }).format(new Date(`${day}T00:00Z`));
}

/** "today", "tomorrow", "Friday" within the week, "28 Nov" beyond. */
export function relativeDay(moment: string | Date, zone: string, now: Date, language: Language, width: "long" | "short" = "long"): string {
  const day = toWall(moment, zone).slice(0, 10);
  const today = toWall(now, zone).slice(0, 10);
  const near = new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" });
  for (const step of [-1, 0, 1]) {
    if (day === addDays(today, step)) return near.format(step, "day");
  }
  if (day > today && day < addDays(today, 7)) return weekdayName(day, language, width);
  return dayMonth(day, language);
}

/** "Cairo" in English, whose time it is in Arabic ("مصر"). */
export function zoneName(zone: string, language: Language): string {
  if (zone === "UTC" || zone === "Etc/UTC") return "UTC";
  if (language === "en") return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
  const part = format(language, { timeZone: zone, timeZoneName: "shortGeneric" })
    .formatToParts(new Date())
    .find((piece) => piece.type === "timeZoneName");
  return part?.value.replace(/^توقيت /, "") ?? zone;
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 min ago", "in 2 hr". */
export function fromNow(moment: string, now: Date, language: Language): string {
  const seconds = (Date.parse(moment) - now.getTime()) / 1000;
  const relative = new Intl.RelativeTimeFormat(locales[language], { numeric: "auto", style: "short" });
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(Math.trunc(seconds), "second");
}

/** The same for what lies behind: a clock that ticks seldom must not say that it is to come. */
export function ago(moment: string, now: Date, language: Language): string {
  return fromNow(moment, new Date(Math.max(now.getTime(), Date.parse(moment))), language);
}

type Width = "narrow" | "short" | "long";

function amount(value: number, unit: string, language: Language, width: Width, digits = 0): string {
  return new Intl.NumberFormat(locales[language], { style: "unit", unit, unitDisplay: width, maximumFractionDigits: digits }).format(value);
}

/** How long something took: "240 ms", "1.2 sec", "3 min". */
export function duration(milliseconds: number, language: Language): string {
  if (milliseconds < 1000) return amount(Math.round(milliseconds), "millisecond", language, "short");
  if (milliseconds < 60_000) return amount(milliseconds / 1000, "second", language, "short", 1);
  return amount(milliseconds / 60_000, "minute", language, "short");
}

/** How old a post was: "15m", "3h", "2d" on an axis, "2 days" in a sentence. */
export function age(seconds: number, language: Language, width: Width = "narrow"): string {
  if (seconds < 3600) return amount(Math.max(1, Math.round(seconds / 60)), "minute", language, width);
  if (seconds < 172_800) return amount(Math.round(seconds / 3600), "hour", language, width);
  return amount(Math.round(seconds / 86_400), "day", language, width);
}

const steps = [60, 300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000];

/** Round ages for an axis, at most six of them. */
export function ageTicks(longest: number): number[] {
  const step = steps.find((one) => longest / one <= 5) ?? steps.at(-1) ?? longest;
  return Array.from({ length: Math.floor(longest / step) + 1 }, (_, index) => index * step);
}

/** When a post stands on its network, as networks write it: "5m", "3h", "21 Nov". */
export function networkTime(moment: string, zone: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(moment)) / 1000;
  if (seconds >= 0 && seconds < 86_400 * 6) return seconds < 60 ? "now" : age(seconds, "en");
  return dayMonth(toWall(moment, zone).slice(0, 10), "en");
}
