import type { Brand, Channel, Content, GenerateRequest, Pack, Platform, Preview } from "@/api/types";

export interface Brief {
  brand: string;
  type: string;
  date: string;
  length: "short" | "medium" | "long";
}

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

export function requestOf(brief: Brief): GenerateRequest {
  const style = brief.length === "medium" ? {} : { style_preferences: { length: brief.length } };
  return { brand_id: brief.brand, content_type: brief.type, target_date: brief.date, ...style };
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

export function isReady(content: Content | undefined, status: string | undefined): boolean {
  return status === "done" && content?.status === "ready";
}
