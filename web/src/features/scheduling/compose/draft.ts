import type { Asset, Channel, Extras, Platform, PostOrder, TextRules } from "@/api/types";
import type { PostKind } from "@/lib/kinds";

/** One file of a draft: on its way up, stored, or refused. */
export interface Attached {
  key: string;
  name: string;
  mime: string;
  state: "uploading" | "ready" | "failed";
  share: number;
  alt: string;
  asset: Asset | null;
  trouble: string;
  /** What stands for a video until it plays. */
  poster?: string | undefined;
}

export interface Part {
  key: string;
  text: string;
  media: Attached[];
}

export type OptionValue = boolean | number | string | string[];

/** What a person writes before it is a post: once for all channels, with words of their own for some. */
export interface Draft {
  kind: PostKind;
  text: string;
  title: string;
  link: string;
  media: Attached[];
  parts: Part[];
  answers: string[];
  seconds: number;
  several: boolean;
  comment: string;
  /** The piece that a film of these files was made of: it goes out as that piece, with its facts. */
  film: { content: string; asset: string } | null;
  /** Texts of single channels, by their id. */
  own: Record<string, string>;
  /** What is said to single channels, by their id and the option's name. */
  options: Record<string, Record<string, OptionValue>>;
}

const DAY = 86_400;

export const emptyDraft: Draft = {
  kind: "text", text: "", title: "", link: "", media: [], parts: [], answers: ["", ""], seconds: DAY, several: false, comment: "", film: null, own: {}, options: {},
};

/** The kinds a person chooses from; one picture or several is told by their number. */
export const chosenKinds: readonly PostKind[] = ["text", "image", "video", "reel", "story", "link", "poll", "thread", "document"];

/** What a film goes out as; each network takes one or both. */
const films: readonly PostKind[] = ["reel", "video"];

/** The kind as a network calls it: a film is a reel where there are no videos, and the other way round. */
function kindOn(platform: Platform, kind: PostKind): PostKind {
  if (platform.kinds.includes(kind) || !films.includes(kind)) return kind;
  return films.find((one) => platform.kinds.includes(one)) ?? kind;
}

export function wireKind(draft: Pick<Draft, "kind" | "media">, platform: Platform): PostKind {
  return draft.kind === "image" && draft.media.length > 1 ? "carousel" : kindOn(platform, draft.kind);
}

/** Whether a network has this kind under this name. */
export function offers(platform: Platform, kind: PostKind): boolean {
  return platform.kinds.includes(kind) || (kind === "image" && platform.kinds.includes("carousel"));
}

/** Whether a post of this kind can go there, perhaps under another name. */
export function takes(platform: Platform, kind: PostKind): boolean {
  return offers(platform, kindOn(platform, kind));
}

export function textRules(platform: Platform, kind: PostKind): TextRules {
  return platform.by_kind[kind]?.text ?? platform.text;
}

export function titleRules(platform: Platform, kind: PostKind): TextRules | null {
  return platform.by_kind[kind]?.title ?? platform.title;
}

export function optionsFor(platform: Platform, kind: PostKind): Platform["options"] {
  return platform.options.filter((one) => one.kinds.length === 0 || one.kinds.includes(kind));
}

/** Pins lead somewhere, so their pictures may carry a link. */
const LEADS_SOMEWHERE: ReadonlySet<string> = new Set(["pinterest"]);

export function takesLink(platform: Platform, kind: PostKind): boolean {
  return kind === "link" || LEADS_SOMEWHERE.has(platform.id);
}

function ready(media: readonly Attached[]): string[] {
  return media.flatMap((one) => (one.asset ? [one.asset.id] : []));
}

/** The words a channel gets; none where its network takes none with this kind of post. */
export function textFor(draft: Draft, channelId: string, platform: Platform): string {
  return textRules(platform, wireKind(draft, platform)).max === 0 ? "" : (draft.own[channelId] ?? draft.text);
}

/** What the draft says beyond its text, as far as the platform asks for it. */
export function extrasFor(draft: Draft, channel: Channel, platform: Platform): Partial<Extras> {
  const kind = wireKind(draft, platform);
  const known = new Set(optionsFor(platform, kind).map((one) => one.name));
  const said = Object.entries(draft.options[channel.id] ?? {}).filter(([name, value]) => known.has(name) && value !== "");
  return {
    ...(titleRules(platform, kind) && draft.title.trim() && { title: draft.title.trim() }),
    ...(takesLink(platform, kind) && draft.link.trim() && { link: draft.link.trim() }),
    ...(kind === "poll" && { poll: { answers: draft.answers.map((one) => one.trim()).filter(Boolean), seconds: draft.seconds, several: draft.several } }),
    ...(kind === "thread" && { parts: draft.parts.map((part) => ({ text: part.text, asset_ids: ready(part.media) })) }),
    ...(kind !== "thread" && platform.steps.includes("comment") && draft.comment.trim() && { first_comment: draft.comment.trim() }),
    ...(said.length > 0 && { options: Object.fromEntries(said) }),
  };
}

export interface Sent {
  /** "now", "next_slot" or a moment. */
  when: string;
  brand: string | undefined;
}

/** The piece it is, as long as its film is among the files. */
function pieceOf({ film, kind, media }: Draft): string | undefined {
  return film && films.includes(kind) && media.some((one) => one.asset?.id === film.asset) ? film.content : undefined;
}

/** The order for one channel. */
export function orderFor(draft: Draft, channel: Channel, platform: Platform, { when, brand }: Sent): PostOrder {
  const content = pieceOf(draft);
  const time = when === "now" ? { now: true } : when === "next_slot" ? { next_slot: true } : { due_at: when };
  return {
    channel_id: channel.id,
    kind: wireKind(draft, platform),
    text: textFor(draft, channel.id, platform),
    asset_ids: ready(draft.media),
    extras: extrasFor(draft, channel, platform) as Extras,
    ...(content && { content_id: content }),
    ...(brand && { brand_id: brand }),
    ...time,
  } as PostOrder;
}

export function isEmpty(draft: Draft): boolean {
  return !draft.text.trim() && !draft.title.trim() && !draft.link.trim() && draft.media.length === 0 && draft.parts.length === 0;
}

export function isUploading(draft: Draft): boolean {
  return [...draft.media, ...draft.parts.flatMap((part) => part.media)].some((one) => one.state === "uploading");
}
