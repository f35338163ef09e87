import { phrase, type Language, type Params, type WordTable } from "@/lib/language";
import { clockTime, relativeDay, zoneName } from "@/lib/time";
import { readerZone } from "@/lib/zones";
import { shownStatus, type Status } from "./status-words";

const words = {
  scheduled: ["Goes out {when}", "يُنشر {when}"],
  awaiting: ["Goes out {when}, once somebody says yes", "يُنشر {when} بعد أن يوافق أحد"],
  publishing: ["Going out now", "يُنشر الآن"],
  published: ["Went out {when}", "نُشر {when}"],
  retrying: [
    { one: "Tried once; tries again {when}", other: "Tried {count} times; tries again {when}" },
    { one: "جُرّب مرة؛ يُعاد {when}", two: "جُرّب مرتين؛ يُعاد {when}", few: "جُرّب {count} مرات؛ يُعاد {when}", many: "جُرّب {count} مرة؛ يُعاد {when}", other: "جُرّب {count} مرة؛ يُعاد {when}" },
  ],
  unknown: ["No answer came; a look decides whether it stands there", "لم يصل جواب؛ والنظر هناك يحسم"],
  failed: ["Did not go out; it needs a decision", "لم يُنشر؛ يحتاج إلى قرار"],
  needs_reconnect: ["Waits until the channel is connected again", "ينتظر إعادة ربط القناة"],
  cancelled: ["Cancelled; it does not go out", "أُلغي ولن يُنشر"],
  removed: ["Taken down from its network", "حُذف من شبكته"],
  draft: ["Not scheduled yet", "لم يُجدول بعد"],
  yours: ["{day} {time} in {zone} ({own} yours)", "{day} {time} بتوقيت {zone} ({own} بتوقيتك)"],
  same: ["{day} {time}", "{day} {time}"],
} as const satisfies WordTable;

/** "Friday 07:00 in Cairo (05:00 yours)"; the zone is named only when it is not the reader's. */
export function whenWords(moment: string, zone: string, now: Date, language: Language, own = readerZone()): string {
  const params: Params = {
    day: relativeDay(moment, zone, now, language),
    time: clockTime(moment, zone),
    own: clockTime(moment, own),
    zone: zoneName(zone, language),
  };
  return phrase(language, params["time"] === params["own"] ? words.same : words.yours, params);
}

export interface Told {
  status: Status;
  due_at: string | null;
  published_at?: string | null;
  next_action_at?: string | null;
  time_zone: string;
  attempts?: number;
  needs_approval?: boolean;
  /** What holds it although it is due. */
  held_by?: string | null;
}

/** A post that is tried again or held back goes at another time than it was planned for. */
export function momentOf(post: Told): string | null | undefined {
  if (post.status === "published") return post.published_at;
  if (post.status === "retrying" || post.held_by) return post.next_action_at ?? post.due_at;
  return post.due_at;
}

/** What will happen, or what happened, to a post; in the reader's language. */
export function postSentence(post: Told, now: Date, language: Language): string {
  const moment = momentOf(post);
  const when = moment ? whenWords(moment, post.time_zone, now, language) : "";
  return phrase(language, words[shownStatus(post)], { when, count: post.attempts ?? 0 }).trim();
}
