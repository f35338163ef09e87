import { graphemes } from "./text-length";

/** One stretch of a post's text: plain, or coloured as its network colours it. */
export interface Stretch {
  kind: "text" | "hashtag" | "mention" | "link";
  text: string;
}

const MARKS = /(https?:\/\/[^\s<>"']+)|(?<![\p{L}\p{N}_&/])(#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)|(?<![\p{L}\p{N}_.])(@[\w.-]+(?:@[\w.-]+\w)?)/gu;

export function stretches(text: string): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > at) found.push({ kind: "text", text: text.slice(at, match.index) });
    const kind = match[1] ? "link" : match[2] ? "hashtag" : "mention";
    found.push({ kind, text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ kind: "text", text: text.slice(at) });
  return found;
}

export interface Cut {
  shown: string;
  isCut: boolean;
}

/** Instagram shows two lines: the first 125 characters, or less when a line ends before. */
export function cutForInstagram(text: string): Cut {
  const lines = text.split("\n");
  const firstTwo = lines.slice(0, 2).join("\n");
  const marks = graphemes(firstTwo);
  if (marks.length <= 125 && lines.length <= 2) return { shown: text, isCut: false };
  const limited = marks.slice(0, 125).join("");
  const atWord = marks.length > 125 ? limited.replace(/\s+\S*$/u, "") : limited;
  return { shown: atWord.trimEnd(), isCut: true };
}

export interface TagBar {
  body: string;
  tags: string[];
  hidden: number;
}

/** Mastodon lifts the hashtags of a last line out of the text and shows seven of them below it. */
export function mastodonTagBar(text: string): TagBar {
  const paragraphs = text.trimEnd().split("\n");
  const last = paragraphs.at(-1)?.trim() ?? "";
  const tags = last.split(/\s+/).filter(Boolean);
  const onlyTags = paragraphs.length > 1 && tags.length > 0 && tags.every((tag) => /^#[\p{L}\p{N}_]+$/u.test(tag));
  if (!onlyTags) return { body: text, tags: [], hidden: 0 };
  return { body: paragraphs.slice(0, -1).join("\n").trimEnd(), tags: tags.slice(0, 7), hidden: Math.max(0, tags.length - 7) };
}

export interface Headline {
  title: string;
  rest: string;
}

/** The opening sentence of a text and what follows it, without a last line of hashtags. */
export function headline(text: string): Headline {
  const words = text.trim().replace(/\n+(?:#[\p{L}\p{N}_]+[ \t]*)+$/u, "");
  const first = /^[^\n]*?[.!?؟…]["”»]?(?=\s|$)/u.exec(words)?.[0] ?? words.split("\n")[0] ?? "";
  return { title: first.trim(), rest: words.slice(first.length).trim().replace(/\s*\n+\s*/g, " ") };
}

/** The opening sentence of a text, for lists. */
export function firstLine(text: string): string {
  return headline(text).title;
}
