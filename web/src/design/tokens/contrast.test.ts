import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Colour = readonly [number, number, number];

const raw = parse(readFileSync("src/design/tokens/raw.css", "utf8"));
const [light = "", dark = "", systemDark = ""] = readFileSync("src/design/tokens/meanings.css", "utf8").split(/:root[^{]*\{/).slice(1);

function parse(css: string): Record<string, string> {
  return Object.fromEntries([...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1], match[2]?.trim() ?? ""]));
}

function hex(value: string): Colour {
  const digits = value.slice(1);
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16)) as unknown as Colour;
}

/** A value of the second tier as a colour: a raw value, or a mixture of two in sRGB. */
function colour(value: string): Colour {
  const mixed = value.match(/^color-mix\(in srgb, var\(--([\w-]+)\) (\d+)%, var\(--([\w-]+)\)\)$/);
  if (mixed) {
    const share = Number(mixed[2]) / 100;
    const [one, two] = [hex(raw[mixed[1] ?? ""] ?? ""), hex(raw[mixed[3] ?? ""] ?? "")];
    return [0, 1, 2].map((at) => (one[at] ?? 0) * share + (two[at] ?? 0) * (1 - share)) as unknown as Colour;
  }
  return hex(raw[value.replace(/^var\(--|\)$/g, "")] ?? "");
}

function luminance(parts: Colour): number {
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(tokens: Record<string, string>, front: string, back: string): number {
  const [high = 0, low = 0] = [luminance(colour(tokens[front] ?? "")), luminance(colour(tokens[back] ?? ""))].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const texts: [string, string[]][] = [
  ["text-strong", ["surface-page", "surface-raised", "surface-sunken", "surface-selected", "wash-live", "wash-waiting", "wash-failed"]],
  ["text-body", ["surface-page", "surface-raised", "surface-sunken", "surface-selected", "wash-waiting", "wash-failed"]],
  ["text-muted", ["surface-page", "surface-raised", "surface-selected"]],
  ["action", ["surface-page", "surface-raised"]],
  ["on-action", ["action"]],
  ["on-action-hover", ["action-hover"]],
  ["ink-live", ["surface-raised", "wash-live"]],
  ["ink-waiting", ["surface-raised", "wash-waiting"]],
  ["ink-failed", ["surface-raised", "surface-page", "wash-failed"]],
  ["ink-proposed", ["surface-raised", "wash-proposed"]],
];

describe.each([["light", parse(light)], ["dark", parse(dark)]])("in the %s theme", (_, tokens) => {
  it.each(texts.flatMap(([front, backs]) => backs.map((back) => [front, back])))("%s on %s reads at 4.5 to 1", (front, back) => {
    expect(contrast(tokens, front ?? "", back ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it("the edge of a control stands out at 3 to 1", () => {
    for (const back of ["surface-raised", "surface-page"]) expect(contrast(tokens, "line-control", back)).toBeGreaterThanOrEqual(3);
  });
});

it("a reader whose system is dark gets the same dark theme", () => {
  expect(parse(systemDark)).toEqual(parse(dark));
});
