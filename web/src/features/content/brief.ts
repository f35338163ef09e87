import type { Brand, Channel, Content, ContentType, GenerateRequest, Pack, Platform, Preview } from "@/api/types";

export type Options = Record<string, string | number | boolean>;

/** What is said about one piece beyond its subject and its day; empty means as the brand does it. */
export interface Manner {
  length: "short" | "medium" | "long";
  tone: string;
  language: string;
  /** Facts of one's own, one to a line, each with its source after " | ". */
  notes: string;
  options: Options;
}

export interface Brief extends Manner {
  brand: string;
  type: string;
  date: string;
}

export const usualManner: Manner = { length: "medium", tone: "", language: "", notes: "", options: {} };

interface Asked {
  brand?: string | undefined;
  type?: string | undefined;
  date?: string | undefined;
}

/** What the address asks for, completed with the first brand, its first type and today. */
export function briefOf(asked: Asked, brands: readonly Brand[], packs: readonly Pack[], today: (zone: string) => string) {
  const brand = brands.find((one) => one.id === asked.brand) ?? brands[0];
  const pack = packs.find((one) => one.id === brand?.pack);
  const type = pack?.types.find((one) => one.id === asked.type) ?? pack?.types[0];
  return { brand, pack, type: type?.id ?? "", date: asked.date ?? today(brand?.time_zone ?? "UTC") };
}

export const linesOf = (text: string) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** The options of the chosen type only: what another type was told must not travel along. */
function optionsFor(asks: ContentType["asks"], options: Options): Options {
  return Object.fromEntries(asks.flatMap(({ name }) => (options[name] === undefined ? [] : [[name, options[name]]])));
}

export function requestOf(brief: Brief, asks: ContentType["asks"] = []): GenerateRequest {
  const tone = brief.tone.trim();
  const notes = linesOf(brief.notes);
  const options = optionsFor(asks, brief.options);
  const isStyled = brief.length !== "medium" || tone !== "";
  return {
    brand_id: brief.brand,
    content_type: brief.type,
    target_date: brief.date,
    ...(isStyled && { style_preferences: { length: brief.length, ...(tone && { tone }) } }),
    ...(brief.language && { language: brief.language }),
    ...(notes.length > 0 && { notes }),
    ...(Object.keys(options).length > 0 && { options }),
  };
}

/** A pack without facts of its own tells what a person enters: there the notes come first. */
export function isFromNotes(pack: Pack | undefined): boolean {
  return (pack?.sources ?? []).some((one) => /notes/i.test(one));
}

/** The languages a type can be written in: those it names, or all of its pack. */
export function languagesOf(pack: Pack | undefined, type: ContentType | undefined): readonly string[] {
  return type?.languages.length ? type.languages : (pack?.languages ?? []);
}

/** What is still missing before a piece can be ordered. */
export function missingIn(brief: Brief, pack: Pack | undefined, type: ContentType | undefined): "day" | "notes" | "answers" | null {
  if (brief.date < "1900-01-01" || brief.date > "2050-12-31") return "day";
  if (isFromNotes(pack) && linesOf(brief.notes).length === 0) return "notes";
  return type?.asks.some((one) => one.required && brief.options[one.name] === undefined) ? "answers" : null;
}

/** The networks worth showing: the connected ones, or all that work while none is. */
export function networksOf(all: readonly Platform[] | undefined, mine: readonly Channel[]): Platform[] {
  const ready = (all ?? []).filter((one) => one.maturity !== "planned");
  const connected = ready.filter((one) => mine.some((channel) => channel.platform === one.id));
  return connected.length > 0 ? connected : ready;
}

interface Fitting {
  text: string;
  isDirty: boolean;
  fitted: readonly Preview[] | undefined;
}

/** What the API refuses to send to a channel, in its own words; it shortens what is merely too long. */
export function refusalFor(channel: Channel, { fitted }: Fitting): string | null {
  const told = fitted?.find((one) => one.channel_id === channel.id);
  return told?.problems[0]?.remedy ?? null;
}

/** How the text fits the first channel of a network; unknown while it is being typed. */
export function fitOn(platform: string, channels: readonly Channel[], { isDirty, fitted }: Fitting) {
  const channel = channels.find((one) => one.platform === platform);
  const told = fitted?.find((one) => one.channel_id === channel?.id);
  return told && !isDirty ? { length: told.length, isRefused: told.problems.length > 0 } : undefined;
}

/** The text a channel would carry: the API's own fitting, or what is being typed. */
export function textFor(channel: Channel | undefined, { text, isDirty, fitted }: Fitting): string {
  const told = fitted?.find((one) => one.channel_id === channel?.id);
  return told && !isDirty ? told.text : text;
}

/** Whether a piece may be planned; a run that is followed has to be at its end. */
export function isReady(content: Content | undefined, status: string | undefined): boolean {
  return (status ?? "done") === "done" && content?.status === "ready";
}
