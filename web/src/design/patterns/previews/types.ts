export interface PreviewPicture {
  url: string;
  alt: string;
}

/** What a network shows of a post. Nothing here is ours: it is how the reader will meet it. */
export interface PreviewProps {
  name: string;
  handle: string;
  avatar?: string | null | undefined;
  symbol?: string | null | undefined;
  text: string;
  picture: PreviewPicture | null;
  time: string;
  counts?: Record<string, number> | null | undefined;
}
