export interface PreviewMedium {
  url: string;
  alt: string;
  mime?: string | undefined;
  name?: string | undefined;
  /** What stands for a video until it plays. */
  poster?: string | undefined;
  width?: number | null | undefined;
  height?: number | null | undefined;
}

export interface PreviewPoll {
  answers: readonly string[];
  seconds: number;
}

/** What a network shows of a post. Nothing here is ours: it is how the reader will meet it. */
export interface PreviewProps {
  name: string;
  handle: string;
  avatar?: string | null | undefined;
  symbol?: string | null | undefined;
  text: string;
  media: readonly PreviewMedium[];
  kind?: string | undefined;
  title?: string | undefined;
  link?: string | null | undefined;
  poll?: PreviewPoll | null | undefined;
  options?: Record<string, unknown> | undefined;
  time: string;
  counts?: Record<string, number> | null | undefined;
  /** Another part of the same thread follows below. */
  goesOn?: boolean | undefined;
}

export function isVideo(medium: PreviewMedium): boolean {
  return medium.mime?.startsWith("video/") ?? false;
}

export function isPicture(medium: PreviewMedium): boolean {
  return !isVideo(medium) && (medium.mime === undefined || medium.mime.startsWith("image/"));
}
