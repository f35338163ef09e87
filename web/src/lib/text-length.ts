/** Length of a text in each network's own measure. */

export type TextUnit = "characters" | "graphemes" | "utf16" | "bytes" | "weighted" | "emoji_bytes";

export interface LengthRules {
  max: number;
  unit: TextUnit;
  max_bytes?: number | null;
  url_counts?: number | null;
}

export interface Count {
  length: number;
  max: number;
  left: number;
  fits: boolean;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const encoder = new TextEncoder();
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
const URLS = /https?:\/\/[^\s<>"']+/g;
const REMOTE_MENTIONS = /(^|[^\w@])@(\w+)@[\w.-]+\w/g;

export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

function weighted(text: string): number {
  // Latin, general punctuation and a few more ranges count one; everything else counts two.
  let sum = 0;
  for (const mark of graphemes(text)) {
    const code = mark.codePointAt(0) ?? 0;
    const light = code <= 0x10ff || (code >= 0x2000 && code <= 0x200d) || (code >= 0x2010 && code <= 0x201f) || (code >= 0x2032 && code <= 0x2037);
    sum += light && mark.length === 1 ? 1 : 2;
  }
  return sum;
}

const measures: Record<TextUnit, (text: string) => number> = {
  characters: (text) => graphemes(text).length,
  graphemes: (text) => graphemes(text).length,
  utf16: (text) => text.length,
  bytes: (text) => encoder.encode(text).length,
  weighted,
  emoji_bytes: (text) => graphemes(text).reduce((sum, mark) => sum + (EMOJI.test(mark) && !/^\d$/.test(mark) ? encoder.encode(mark).length : Array.from(mark).length), 0),
};

export function measure(text: string, rules: LengthRules): Count {
  let counted = text;
  let extra = 0;
  if (typeof rules.url_counts === "number") {
    const fixed = rules.url_counts;
    counted = counted.replace(URLS, () => {
      extra += fixed;
      return "";
    });
    // Where links are shortened, a mention of another server counts by its name alone.
    counted = counted.replace(REMOTE_MENTIONS, "$1@$2");
  }
  const length = measures[rules.unit](counted) + extra;
  const bytesFit = typeof rules.max_bytes !== "number" || encoder.encode(text).length <= rules.max_bytes;
  return { length, max: rules.max, left: rules.max - length, fits: length <= rules.max && bytesFit };
}

/** The text as it leaves: words, an empty line, hashtags. */
export function composed(text: string, hashtags: readonly string[]): string {
  const tags = hashtags.map((tag) => `#${tag.replace(/^#+/, "")}`).join(" ");
  return [text.trim(), tags].filter(Boolean).join("\n\n");
}
