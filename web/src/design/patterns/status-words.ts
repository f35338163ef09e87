export type Status =
  | "draft"
  | "scheduled"
  | "publishing"
  | "published"
  | "retrying"
  | "unknown"
  | "failed"
  | "needs_reconnect"
  | "cancelled"
  | "removed";

/** A planned post that waits for a person's yes is shown as that, not as planned. */
export type ShownStatus = Status | "awaiting";

export function shownStatus(post: { status: Status; needs_approval?: boolean | undefined }): ShownStatus {
  return post.needs_approval && (post.status === "scheduled" || post.status === "draft") ? "awaiting" : post.status;
}

export const statuses: readonly Status[] = [
  "scheduled", "publishing", "published", "retrying", "unknown", "failed", "needs_reconnect", "cancelled", "removed", "draft",
];

export const statusWords = {
  draft: ["Draft", "مسودة"],
  awaiting: ["Waits for a yes", "ينتظر موافقة"],
  scheduled: ["Scheduled", "مجدول"],
  publishing: ["Publishing", "يُنشر الآن"],
  published: ["Published", "منشور"],
  retrying: ["Trying again", "إعادة المحاولة"],
  unknown: ["Outcome unknown", "النتيجة غير معروفة"],
  failed: ["Failed", "فشل"],
  needs_reconnect: ["Reconnect channel", "أعد ربط القناة"],
  cancelled: ["Cancelled", "ملغى"],
  removed: ["Taken down", "حُذف من الشبكة"],
} as const;

export type StatusTone = "plain" | "live" | "waiting" | "failed" | "action";

const tones: Record<ShownStatus, StatusTone> = {
  draft: "plain",
  awaiting: "waiting",
  scheduled: "plain",
  publishing: "action",
  published: "live",
  retrying: "waiting",
  unknown: "waiting",
  failed: "failed",
  needs_reconnect: "failed",
  cancelled: "plain",
  removed: "plain",
};

/** Green went out, amber waits for a person, red failed, blue acts. */
export function toneOf(status: ShownStatus): StatusTone {
  return tones[status];
}
