import type { Language } from "./language";
import { localeOf } from "./time";

/** 1,204 in full; for tables and receipts. */
export function whole(value: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language)).format(value);
}

/** 1.2K; for cards. Below a thousand the number stays exact. */
export function compact(value: number, language: Language): string {
  if (Math.abs(value) < 1000) return whole(value, language);
  // Arabic words for thousand are long; the letters K and M are read on every network.
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

export function percent(share: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language), { style: "percent" }).format(share);
}

/** Money small enough that cents would round it away. */
export function cost(value: number): string {
  if (value === 0) return "$0";
  return value < 0.01 ? `$${value.toFixed(4)}` : `$${value.toFixed(2)}`;
}

/** Everything people did with a post, as one number. */
export function reactions(metrics: Record<string, number> | null | undefined): number {
  if (!metrics) return 0;
  const counted = ["likes", "comments", "shares", "saves", "quotes"];
  return counted.reduce((sum, name) => sum + (metrics[name] ?? 0), 0);
}
