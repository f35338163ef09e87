import type { Post } from "@/api/types";
import { groupBy } from "@/lib/group";

/** One piece with the posts that would carry it; a post written by hand is a piece of its own. */
export interface Awaited {
  id: string;
  posts: Post[];
}

/** What waits for a yes, piece by piece, the soonest due first. */
export function awaitedPieces(posts: readonly Post[]): Awaited[] {
  return groupBy(posts, (post) => post.content_id ?? post.id).map((group) => ({ id: group[0]?.content_id ?? group[0]?.id ?? "", posts: group }));
}

/** The piece to look at: the one in the address, or the first; after an answer the next slides in. */
export function shownAmong(pieces: readonly Awaited[], wanted: string | undefined): number {
  return Math.max(pieces.findIndex((one) => one.id === wanted), 0);
}
