import type { Quota } from "@/api/types";

const MOST = 2;

/** The two tightest allowances that still count; what has been reset says nothing any more. */
export function shownQuotas(quotas: readonly Quota[], now: Date): Quota[] {
  const share = (one: Quota) => (one.limit > 0 ? one.remaining / one.limit : 1);
  return quotas
    .filter((one) => Date.parse(one.resets_at) > now.getTime())
    .sort((a, b) => share(a) - share(b))
    .slice(0, MOST);
}

const DAY = 86_400_000;

/** Whole days that an access still has; null where it does not end. */
export function daysLeft(expiresAt: string | null, now: Date): number | null {
  return expiresAt === null ? null : Math.max(0, Math.floor((Date.parse(expiresAt) - now.getTime()) / DAY));
}
