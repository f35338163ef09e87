import type { PostStatus } from "@/api/types";

export type Doable = "publish-now" | "move" | "cancel" | "retry" | "resolve" | "unpublish";

const table: Record<PostStatus, readonly Doable[]> = {
  draft: ["publish-now", "move", "cancel"],
  scheduled: ["publish-now", "move", "cancel"],
  publishing: [],
  published: ["unpublish"],
  retrying: ["retry", "cancel"],
  unknown: ["resolve"],
  failed: ["retry", "cancel"],
  needs_reconnect: ["cancel"],
  cancelled: [],
  removed: [],
};

/** Which actions the state of a post allows; an unknown outcome is never simply sent again. */
export function actionsFor(status: PostStatus): ReadonlySet<Doable> {
  return new Set(table[status]);
}
