import { ArrowBigDown, ArrowBigUp, Ellipsis, Forward, MessageCircle } from "lucide-react";
import { Avatar } from "./avatar";
import { Slides } from "./media";
import { Folded, hostOf } from "./parts";
import type { PreviewProps } from "./types";

const pill = "tabular inline-flex h-8 items-center gap-1 rounded-full bg-net-line/60 px-3 text-xs font-semibold";

function placeOf(options: PreviewProps["options"], handle: string): string {
  const place = options?.["subreddit"];
  return typeof place === "string" && place ? `r/${place}` : handle.replace(/^@/, "u/");
}

function Flairs({ options }: Pick<PreviewProps, "options">) {
  const isMarked = options?.["nsfw"] === true;
  const spoils = options?.["spoiler"] === true;
  if (!isMarked && !spoils) return null;
  return (
    <p className="mt-1 flex gap-1 text-xs font-semibold">
      {isMarked && <span className="rounded-full border border-net-accent px-2 text-net-accent">NSFW</span>}
      {spoils && <span className="rounded-full border border-net-line px-2">Spoiler</span>}
    </p>
  );
}

function Pills({ counts }: Pick<PreviewProps, "counts">) {
  return (
    <span aria-hidden className="mt-3 flex gap-2">
      <span className={pill}><ArrowBigUp className="size-5" />{counts?.["likes"] ?? 1}<ArrowBigDown className="size-5" /></span>
      <span className={pill}><MessageCircle className="size-4" />{counts?.["comments"] || 0}</span>
      <span className={pill}><Forward className="size-4" />Share</span>
    </span>
  );
}

export function RedditPreview({ name, handle, avatar, symbol, text, title, media, link, options, time, counts }: PreviewProps) {
  return (
    <div dir="ltr" className="px-4 py-3 text-sm">
      <p className="flex items-center gap-2 text-xs">
        <Avatar name={name} url={avatar} symbol={symbol} className="size-6 rounded-full" />
        <span className="truncate font-semibold">{placeOf(options, handle)}</span>
        <span className="text-net-quiet">· {time}</span>
        <Ellipsis aria-hidden className="ms-auto size-4 text-net-quiet" />
      </p>
      <p dir="auto" className="mt-2 text-lg leading-6 font-semibold wrap-anywhere">{title || "The title stands here"}</p>
      <Flairs options={options} />
      {link && <p className="mt-1 truncate text-net-link">{hostOf(link)}</p>}
      {media.length > 0 && <span className="mt-2 block overflow-hidden rounded-[1rem]"><Slides media={media} frame="max-h-112 w-full" /></span>}
      <Folded text={text} marks={350} lines={6} more="Read more" className="mt-2 leading-5" />
      <Pills counts={counts} />
    </div>
  );
}
