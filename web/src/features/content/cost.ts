import type { Estimate } from "@/api/types";

type Choice = Estimate["choices"][number];

/** Who would make it: the first that nothing speaks against. */
export function makerOf(estimate: Estimate | undefined): Choice | undefined {
  return estimate?.choices.find((one) => one.reason === "");
}

export interface Cost {
  low: number;
  high: number;
  seconds: number;
  /** True once the cap of the month would not carry the whole of it. */
  isOverCap: boolean;
}

/** What several orders come to together; undefined until every one was answered. */
export function costOf(estimates: readonly (Estimate | undefined)[]): Cost | undefined {
  const sum: Cost = { low: 0, high: 0, seconds: 0, isOverCap: false };
  for (const estimate of estimates) {
    const maker = makerOf(estimate);
    if (!estimate || !maker) return undefined;
    sum.low += maker.low;
    sum.high += maker.high;
    sum.seconds += maker.seconds;
    const skipped = estimate.choices.some((one) => one.reason !== "" && estimate.left !== null && one.low > estimate.left);
    sum.isOverCap ||= skipped;
  }
  return sum;
}
