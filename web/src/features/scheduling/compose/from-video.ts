import type { Asset, Channel, Content, Platform } from "@/api/types";
import { composed } from "@/lib/text-length";
import { offers, takes, type Draft } from "./draft";

/** A finished video that is to go out. */
export interface Filmed {
  aspect: string;
  title: string;
  asset: Asset;
  /** Its cover, where it has one. */
  poster: string | undefined;
  piece: Content | undefined;
  /** The piece's words as each channel takes them. */
  fitted: readonly { channel_id: string; text: string }[];
}

type Kind = "reel" | "video";

/** As what it goes out: upright ones as reels where there are any; a network without them takes a video. */
export function kindFor(aspect: string, channels: readonly Channel[], platforms: readonly Platform[]): Kind {
  const hasReels = channels.some((channel) => platforms.some((one) => one.id === channel.platform && offers(one, "reel")));
  return aspect === "9:16" && hasReels ? "reel" : "video";
}

/** The channels it may go to. */
export function channelsFor(kind: Kind, channels: readonly Channel[], platforms: readonly Platform[]): string[] {
  return channels.filter((channel) => platforms.some((one) => one.id === channel.platform && takes(one, kind))).map((one) => one.id);
}

/** What stands in the writer to begin with: the file, and the words of the piece it was made of. */
export function draftFrom({ title, asset, poster, piece, fitted }: Filmed, kind: Kind): Partial<Draft> {
  const media = [{ key: asset.id, name: asset.title || title, mime: asset.mime, state: "ready", share: 1, alt: asset.alt, asset, trouble: "", poster } as const];
  const text = piece ? composed(piece.text, piece.hashtags) : title;
  const own = Object.fromEntries(fitted.filter((one) => one.text && one.text !== text).map((one) => [one.channel_id, one.text]));
  return { kind, text, title, media, own, film: piece ? { content: piece.id, asset: asset.id } : null };
}
