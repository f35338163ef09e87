import type { WordTable } from "./language";

/** The kinds of post, as the API names them. */
export const kindWords = {
  text: ["Text", "نص"],
  image: ["Picture", "صورة"],
  carousel: ["Pictures", "صور"],
  video: ["Video", "فيديو"],
  reel: ["Reel", "مقطع قصير"],
  story: ["Story", "قصة"],
  link: ["Link", "رابط"],
  poll: ["Poll", "استطلاع"],
  thread: ["Thread", "سلسلة"],
  document: ["Document", "مستند"],
} as const satisfies WordTable;

export type PostKind = keyof typeof kindWords;
