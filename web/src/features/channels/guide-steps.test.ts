import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Platform } from "@/api/types";
import { arabicGuides } from "./guide-arabic";
import { guideSteps } from "./guide-steps";

const connectors = "../src/heliograph/extensions/connectors";
const manifests = readdirSync(connectors).filter((name) => /^[a-z]+$/.test(name));

it.each(manifests)("the guide of %s is told in Arabic, step for step", (name) => {
  const guide = /^guide = \[\n([\s\S]*?)\n\]/m.exec(readFileSync(`${connectors}/${name}/manifest.toml`, "utf8"))?.[1] ?? "";
  expect(arabicGuides[name]).toHaveLength(guide.split("\n").length);
});

const told = (guide: string[]) => ({ id: "linkedin", sign_in: { guide } }) as unknown as Platform;

it("a guide is read in the reader's language", () => {
  const steps = guideSteps(told(["one", "two", "three"]), "ar");
  expect(steps).toHaveLength(3);
  expect(steps[0]).toMatch(/LinkedIn وأنشئ/);
});

it("a guide that has grown since its translation is shown as the API tells it", () => {
  expect(guideSteps(told(["one", "two", "three", "four"]), "ar")).toEqual(["one", "two", "three", "four"]);
});
