export interface Point {
  seconds: number;
  value: number;
}

export interface Span {
  low: number;
  high: number;
}

const FEWEST = 3;

/** The value of a curve at an age, between its points; null where it has not come so far. */
export function valueAt(curve: readonly Point[], seconds: number): number | null {
  let before: Point = { seconds: 0, value: 0 };
  for (const point of curve) {
    if (point.seconds >= seconds) {
      const width = point.seconds - before.seconds;
      const share = width > 0 ? (seconds - before.seconds) / width : 1;
      return before.value + (point.value - before.value) * share;
    }
    before = point;
  }
  return null;
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/**
 * What the other curves did at the same ages: their middle half. Undefined while fewer than three
 * of them reach an age, because a band of two posts would look surer than it is.
 */
export function expectation(ages: readonly number[], others: readonly (readonly Point[])[]): Span[] | undefined {
  const spans: Span[] = [];
  for (const seconds of ages) {
    const values = others.map((curve) => valueAt(curve, seconds)).filter((value) => value !== null).sort((a, b) => a - b);
    if (values.length < FEWEST) return undefined;
    spans.push({ low: quantile(values, 0.25), high: quantile(values, 0.75) });
  }
  return spans;
}
