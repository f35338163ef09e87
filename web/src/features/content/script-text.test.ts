import { expect, it } from "vitest";
import { scriptText, timecode } from "./script-text";

it("a script is told with its times, its words and what is seen", () => {
  const shots = [
    { number: 1, starts: 0, seconds: 3.2, says: "The Moon meets Saturn.", shows: "the Moon", fact_id: null },
    { number: 2, starts: 63.2, seconds: 2, says: "Keep one hour free.", shows: "an empty chair", fact_id: null },
  ];
  expect(scriptText(shots)).toBe("0:00  The Moon meets Saturn.\n      [the Moon]\n\n1:03  Keep one hour free.\n      [an empty chair]");
  expect(timecode(599.6)).toBe("10:00");
});
