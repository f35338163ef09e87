import { Medium, Mosaic } from "./media";
import { Folded, LinkCard } from "./parts";
import type { PreviewProps } from "./types";

export function WordPressPreview({ name, text, title, media, link, options, time }: PreviewProps) {
  const [first, ...rest] = media;
  const tags = Array.isArray(options?.["tags"]) ? (options["tags"] as string[]) : [];
  return (
    <article dir="ltr" className="px-5 py-6">
      <p className="truncate text-xs tracking-wide text-net-quiet uppercase">{name}</p>
      <h3 dir="auto" className="mt-3 font-serif text-2xl leading-8 font-semibold wrap-anywhere">{title || text.split("\n")[0]?.slice(0, 80) || "The title stands here"}</h3>
      <p className="mt-2 text-xs text-net-quiet">{time}</p>
      {first && <Medium medium={first} className="mt-4 max-h-80 w-full" />}
      <Folded text={text} lines={8} marks={600} more="Read on" className="mt-4 font-serif text-base leading-7" />
      {rest.length > 0 && <span className="mt-4 block"><Mosaic media={rest} /></span>}
      {link && <LinkCard link={link} className="mt-4" />}
      {tags.length > 0 && <p className="mt-4 text-sm text-net-link">{tags.join(", ")}</p>}
    </article>
  );
}
