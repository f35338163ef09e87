import type { Brand, BrandChange, GateAction } from "@/api/types";

/** A brand as its form shows it: lists are text, so that they are edited as people write. */
export interface BrandValues {
  name: string;
  handle: string;
  audience: string;
  language: string;
  timeZone: string;
  tone: string;
  do: string;
  dont: string;
  samples: string;
  palette: Record<string, string>;
  symbol: string;
  forbidden: string;
  aiLabel: boolean;
  options: Record<string, string | number | boolean>;
  policy: Record<string, GateAction>;
}

export function valuesOf(brand: Brand): BrandValues {
  return {
    name: brand.name,
    handle: brand.handle,
    audience: brand.audience,
    language: brand.language,
    timeZone: brand.time_zone,
    tone: brand.voice.tone.join(", "),
    do: brand.voice.do.join("\n"),
    dont: brand.voice.dont.join("\n"),
    samples: brand.voice.samples.join("\n\n"),
    palette: { ...brand.kit.palette },
    symbol: brand.kit.symbol ?? "",
    forbidden: brand.forbidden.join(", "),
    aiLabel: brand.disclosure.ai_label,
    options: { ...brand.options },
    policy: { ...brand.policy },
  };
}

const split = (text: string, by: RegExp) => text.split(by).map((part) => part.trim()).filter(Boolean);

/** Arabic lists are separated by an Arabic comma as well. */
export const commas = (text: string) => split(text, /[,،]/);
export const lines = (text: string) => split(text, /\n/);
export const paragraphs = (text: string) => split(text, /\n\s*\n/);

export function changeOf(values: BrandValues): BrandChange {
  return {
    name: values.name.trim(),
    handle: values.handle.trim(),
    audience: values.audience.trim(),
    language: values.language,
    time_zone: values.timeZone,
    voice: { tone: commas(values.tone), do: lines(values.do), dont: lines(values.dont), samples: paragraphs(values.samples) },
    kit: { palette: values.palette, symbol: values.symbol || null },
    forbidden: commas(values.forbidden),
    disclosure: { ai_label: values.aiLabel },
    options: values.options,
    policy: values.policy,
  };
}
