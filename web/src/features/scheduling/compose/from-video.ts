import type { Asset, Channel, Content, Platform } from "@/api/types";
import { composed } from "@/lib/text-length";
import { takes, type Draft } from "./draft";

/** A finished video that is to go out. */
export interface Filmed {
  aspect: string;
  title: string;
  asset: Asset;
  piece: Content | undefined;
  /** The piece's words as each channel takes them. */
  fitted: readonly { channel_id: string; text: string }[];
}

type Kind = "reel" | "video";

const tookBy = (kind: Kind, channels: readonly Channel[], platforms: readonly Platform[]) =>
  channels.filter((channel) => platforms.some((one) => one.id === channel.platform && takes(one, kind)));

/** As what it goes out: upright ones as reels where at least as many channels take them so. */
export function kindFor(aspect: string, channels: readonly Channel[], platforms: readonly Platform[]): Kind {
  const reels = tookBy("reel", channels, platforms).length;
  return aspect === "9:16" && reels > 0 && reels >= tookBy("video", channels, platforms).length ? "reel" : "video";
}

/** The channels it may go to. */
export function channelsFor(kind: Kind, channels: readonly Channel[], platforms: readonly Platform[]): string[] {
  return tookBy(kind, channels, platforms).map((one) => one.id);
}

/** What stands in the writer to begin with: the file, and the words of the piece it was made of. */
export function draftFrom({ title, asset, piece, fitted }: Filmed, kind: Kind): Partial<Draft> {
  const media = [{ key: asset.id, name: asset.title || title, mime: asset.mime, state: "ready", share: 1, alt: asset.alt, asset, trouble: "" } as const];
  const text = piece ? composed(piece.text, piece.hashtags) : title;
  const own = Object.fromEntries(fitted.filter((one) => one.text && one.text !== text).map((one) => [one.channel_id, one.text]));
  return { kind, text, title, media, own };
}
