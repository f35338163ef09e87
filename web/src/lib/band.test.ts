import { describe, expect, it } from "vitest";
import { expectation, valueAt } from "./band";

const straight = (slope: number) => [{ seconds: 100, value: 100 * slope }, { seconds: 200, value: 200 * slope }];

describe("expected curves", () => {
  it("a curve is read between its points and not past its end", () => {
    expect(valueAt(straight(1), 150)).toBe(150);
    expect(valueAt(straight(1), 50)).toBe(50);
    expect(valueAt(straight(1), 300)).toBeNull();
  });

  it("the band is the middle half of the others at the same age", () => {
    const band = expectation([100], [1, 2, 3, 4, 5].map(straight));
    expect(band).toEqual([{ low: 200, high: 400 }]);
  });

  it("two others are too few for a band", () => {
    expect(expectation([100], [straight(1), straight(2)])).toBeUndefined();
  });

  it("ages the others have not reached have no band", () => {
    expect(expectation([100, 900], [1, 2, 3].map(straight))).toBeUndefined();
  });
});
