import type { PostStatus } from "@/api/types";

export type Doable = "approve" | "publish-now" | "move" | "cancel" | "retry" | "resolve" | "unpublish" | "by-hand" | "edit";

const table: Record<PostStatus, readonly Doable[]> = {
  draft: ["publish-now", "edit", "move", "cancel"],
  scheduled: ["publish-now", "edit", "move", "by-hand", "cancel"],
  publishing: [],
  published: ["unpublish"],
  retrying: ["retry", "cancel"],
  unknown: ["resolve", "by-hand"],
  failed: ["retry", "edit", "by-hand", "cancel"],
  needs_reconnect: ["by-hand", "cancel"],
  cancelled: [],
  removed: [],
};

/** Which actions the state of a post allows; an unknown outcome is never simply sent again. What
    waits for a person's yes can be approved first, and is not sent past it. */
export function actionsFor(status: PostStatus, needsApproval = false): ReadonlySet<Doable> {
  const usual = table[status];
  return new Set(needsApproval ? ["approve", ...usual.filter((one) => one !== "publish-now")] : usual);
}
