import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Comparison } from "@/api/style-types";
import { LanguageProvider } from "@/lib/language";
import { LikenessStanding } from "./style-likeness";

const none: Comparison = { style_id: "s", video_id: "v", render_id: "r", version: 2, status: "none", share: 0, overall: null, features: [], error: null };
/** Colours as they were measured. */
const hashed = (...colours: string[]) => colours.map((one) => `#${one}`).join(" ");
const features: Comparison["features"] = [
  { feature: "pace", reference: "2.00 s", result: "2.10 s", alike: 0.95, confidence: 0.9, is_kept: true },
  { feature: "palette", reference: hashed("102030", "405060"), result: hashed("a0b0c0"), alike: 0.4, confidence: 0.8, is_kept: false },
];

function shown(found: Partial<Comparison>, onMeasure = vi.fn()) {
  render(<LanguageProvider><LikenessStanding found={{ ...none, ...found }} isBusy={false} onMeasure={onMeasure} /></LanguageProvider>);
  return onMeasure;
}

it("every feature stands in a row: of the reference, of the video, and how alike", () => {
  shown({ status: "done", share: 1, overall: 0.83, features });
  const [, pace, palette] = screen.getAllByRole("row");
  if (!pace || !palette) throw new Error("two features have two rows");
  expect(within(pace).getByRole("rowheader").textContent).toBe("Pace");
  expect(within(pace).getAllByRole("cell").map((one) => one.textContent)).toEqual(["2.00 s", "2.10 s", "95%"]);
  expect(within(pace).getByLabelText("Near enough")).toBeDefined();
  expect(within(palette).getByLabelText("Farther away")).toBeDefined();
  expect(within(palette).getByTitle(hashed("a0b0c0"))).toBeDefined();
  expect(screen.getByText("83% alike as a whole. The film shows version 2.")).toBeDefined();
});

it("choices are called as everywhere on the page, and what is measured stays as it is", () => {
  const camera = { feature: "camera", reference: "static 100%", result: "push_in 54%, pull_out 46%", alike: 0, confidence: 0.6, is_kept: false };
  shown({ status: "done", share: 1, overall: 0, features: [camera, { ...camera, feature: "tempo", reference: "96.00 beats a minute", result: "no beat" }] });
  const cells = screen.getAllByRole("cell").map((one) => one.textContent);
  expect(cells[0]).toMatch(/^[A-Z][a-z]* 100%$/);
  expect(cells[1]).not.toContain("push_in");
  expect(cells.slice(3, 5)).toEqual(["96.00 beats a minute", "no beat"]);
});

it("measures and their absence are told in the reader's language", () => {
  localStorage.setItem("heliograph.language", "ar");
  const one = { feature: "tempo", reference: "96.00 beats a minute", result: "no beat", alike: 0, confidence: 0.6, is_kept: false };
  shown({ status: "done", share: 1, overall: 0, features: [one, { ...one, feature: "pace", reference: "1.33 s", result: "4.39 s" }] });
  localStorage.removeItem("heliograph.language");
  const cells = screen.getAllByRole("cell").map((cell) => cell.textContent);
  expect(cells.filter((cell) => /[a-z]/.test(cell ?? ""))).toEqual([]);
});

it("a film that nobody measured is measured when that is asked for", () => {
  const onMeasure = shown({});
  fireEvent.click(screen.getByRole("button", { name: "Measure the film" }));
  expect(onMeasure).toHaveBeenCalledOnce();
});

it("measuring tells how far it is", () => {
  shown({ status: "running", share: 0.4 });
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("40");
  expect(screen.queryByRole("button")).toBeNull();
});

it("a failure tells its reason and its remedy, and may be tried again", () => {
  shown({ status: "failed", error: { detail: "The file is gone.", remedy: "Render the video again." } });
  expect(screen.getByText(/The file is gone/)).toBeDefined();
  expect(screen.getByText(/Render the video again/)).toBeDefined();
  expect(screen.getByRole("button", { name: "Measure it again" })).toBeDefined();
});

it("where there is no film there is nothing to measure", () => {
  shown({ render_id: null, version: null, error: { detail: "The video is not rendered yet", remedy: "Render it." } });
  expect(screen.getByText(/not rendered yet/)).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
});
