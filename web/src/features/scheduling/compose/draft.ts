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
  /** Texts of single channels, by their id. */
  own: Record<string, string>;
  /** What is said to single channels, by their id and the option's name. */
  options: Record<string, Record<string, OptionValue>>;
}

const DAY = 86_400;

export const emptyDraft: Draft = {
  kind: "text", text: "", title: "", link: "", media: [], parts: [], answers: ["", ""], seconds: DAY, several: false, comment: "", own: {}, options: {},
};

/** The kinds a person chooses from; one picture or several is told by their number. */
export const chosenKinds: readonly PostKind[] = ["text", "image", "video", "reel", "story", "link", "poll", "thread", "document"];

export function wireKind(draft: Pick<Draft, "kind" | "media">): PostKind {
  return draft.kind === "image" && draft.media.length > 1 ? "carousel" : draft.kind;
}

export function takes(platform: Platform, kind: PostKind): boolean {
  return platform.kinds.includes(kind) || (kind === "image" && platform.kinds.includes("carousel"));
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
  return textRules(platform, wireKind(draft)).max === 0 ? "" : (draft.own[channelId] ?? draft.text);
}

/** What the draft says beyond its text, as far as the platform asks for it. */
export function extrasFor(draft: Draft, channel: Channel, platform: Platform): Partial<Extras> {
  const kind = wireKind(draft);
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

/** The order for one channel. */
export function orderFor(draft: Draft, channel: Channel, platform: Platform, { when, brand }: Sent): PostOrder {
  const time = when === "now" ? { now: true } : when === "next_slot" ? { next_slot: true } : { due_at: when };
  return {
    channel_id: channel.id,
    kind: wireKind(draft),
    text: textFor(draft, channel.id, platform),
    asset_ids: ready(draft.media),
    extras: extrasFor(draft, channel, platform) as Extras,
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
