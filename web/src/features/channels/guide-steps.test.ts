import { expect, it } from "vitest";
import type { Platform } from "@/api/types";
import { guideSteps } from "./guide-steps";

const told = (guide: string[]) => ({ id: "linkedin", sign_in: { guide } }) as unknown as Platform;

it("a guide is read in the reader's language", () => {
  const steps = guideSteps(told(["one", "two", "three"]), "ar");
  expect(steps).toHaveLength(3);
  expect(steps[0]).toMatch(/LinkedIn وأنشئ/);
});

it("a guide that has grown since its translation is shown as the API tells it", () => {
  expect(guideSteps(told(["one", "two", "three", "four"]), "ar")).toEqual(["one", "two", "three", "four"]);
});
