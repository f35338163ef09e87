import { expect, it } from "vitest";
import type { StyleDocument } from "@/api/style-types";
import { changeOf, valuesOf } from "./style-form";

const look = { palette: { accent: "#ffcc00" }, cube: "mine.cube", strength: 1, vignette: 0, grain: 0 };
const style = { name: "Dawn", description: "", pace: { mean: 3, spread: 1, hook: 2, breath: 0.3 }, look, progress: false } as unknown as StyleDocument;

it("nothing is sent where nothing was changed", () => {
  expect(changeOf(style, valuesOf(style))).toEqual({});
});

it("a changed look keeps the colour table that the style has by now", () => {
  const typed = valuesOf({ ...style, look: { ...look, cube: "" } });
  expect(changeOf(style, { ...typed, look: { ...typed.look, grain: 0.5 } })).toEqual({ look: { ...look, grain: 0.5 } });
});

it("what is being typed outlasts a table that comes or goes meanwhile", () => {
  expect(valuesOf(style)).toEqual(valuesOf({ ...style, look: { ...look, cube: "" } }));
});
