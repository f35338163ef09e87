import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

type Pair = readonly [light: string, dark: string];

const css = readFileSync("src/design/tokens/network.css", "utf8");
const networks = [...css.matchAll(/\[data-network="(\w+)"\] \{([^}]*--net-surface[^}]*)\}/g)].map(([, name = "", body = ""]) => {
  const pairs = [...body.matchAll(/--net-(\w+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));/g)];
  return [name, Object.fromEntries(pairs.map(([, token = "", light, dark, both]) => [token, [light ?? both ?? "", dark ?? both ?? ""] as Pair]))] as const;
});

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, two: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(two)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

it("all fourteen networks have colours of their own", () => {
  expect(networks).toHaveLength(14);
});

it.each(networks)("%s is readable in its light and in its dark theme", (_name, tokens) => {
  for (const theme of [0, 1] as const) {
    for (const front of ["ink", "quiet", "link", "accent"]) {
      expect(contrast(tokens[front]?.[theme] ?? "", tokens["surface"]?.[theme] ?? ""), `${front}, theme ${theme}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});
