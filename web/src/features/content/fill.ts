import type { Content, Template } from "@/api/types";

/** What every plan has by itself: nobody is asked for it. */
const PLANNED: ReadonlySet<string> = new Set(["subject", "date", "type", "tone", "pack", "facts", "top_fact", "sources"]);

type Piece = Pick<Content, "pack" | "type" | "language">;

/** The templates that are made for such a piece, or for anything; those made for it first. */
export function fitting(list: readonly Template[], piece: Piece): Template[] {
  const open = (wanted: string | null | undefined, has: string) => !wanted || wanted === has;
  const fits = list.filter((one) => open(one.pack, piece.pack) && open(one.content_type, piece.type) && open(one.language, piece.language));
  const rank = (one: Template) => (one.content_type ? 0 : one.pack ? 1 : 2);
  return fits.sort((a, b) => rank(a) - rank(b));
}

/** The fields a person may have to fill: the plan has the others. */
export function askedBeside(template: Pick<Template, "fields">): string[] {
  return template.fields.map((one) => one.name).filter((name) => !PLANNED.has(name));
}
