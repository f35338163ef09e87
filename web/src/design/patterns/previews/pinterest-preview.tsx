import { Ellipsis, Heart, MessageCircle, Share } from "lucide-react";
import { Avatar } from "./avatar";
import { Missing, Slides } from "./media";
import { Folded, hostOf } from "./parts";
import type { PreviewProps } from "./types";

export function PinterestPreview({ name, avatar, symbol, text, title, media, link, counts }: PreviewProps) {
  return (
    <div dir="ltr" className="p-3 text-sm">
      <span className="relative block overflow-hidden rounded-[1rem]">
        {media.length > 0 ? <Slides media={media} frame="w-full max-h-128" /> : <Missing className="aspect-2/3">Pinterest shows nothing without a picture</Missing>}
      </span>
      <span aria-hidden className="tabular flex items-center gap-5 px-1 py-3">
        <span className="flex items-center gap-1"><Heart className="size-5" />{counts?.["likes"] || ""}</span>
        <span className="flex items-center gap-1"><MessageCircle className="size-5" />{counts?.["comments"] || ""}</span>
        <Share className="size-5" />
        <Ellipsis className="size-5" />
        <span className="ms-auto rounded-full bg-net-accent px-4 py-2 font-semibold text-net-surface">Save</span>
      </span>
      {link && <p className="truncate px-1 text-net-quiet underline">{hostOf(link)}</p>}
      {title && <p dir="auto" className="px-1 text-lg leading-6 font-semibold wrap-anywhere">{title}</p>}
      <Folded text={text} marks={100} lines={3} className="px-1 pt-1 leading-5" />
      <p className="flex items-center gap-2 px-1 pt-3 pb-1"><Avatar name={name} url={avatar} symbol={symbol} className="size-6 rounded-full" /><span className="truncate">{name}</span></p>
    </div>
  );
}
