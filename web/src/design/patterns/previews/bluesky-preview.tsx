import { Bookmark, Ellipsis, Heart, MessageSquare, Repeat2, Share } from "lucide-react";
import { Avatar } from "./avatar";
import { Mosaic } from "./media";
import { Acts, Folded, LinkCard } from "./parts";
import type { PreviewProps } from "./types";

export function BlueskyPreview({ name, handle, avatar, symbol, text, media, link, title, time, counts, goesOn }: PreviewProps) {
  return (
    <div dir="ltr" className="flex gap-3 px-4 py-3">
      <span className="flex flex-col items-center gap-1">
        <Avatar name={name} url={avatar} symbol={symbol} className="size-10 rounded-full" />
        {goesOn && <span className="w-0.5 flex-1 bg-net-line" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex gap-1 text-sm">
          <span className="max-w-2/3 shrink-0 truncate font-semibold">{name}</span>
          <span className="min-w-0 truncate text-net-quiet">@{handle.replace(/^@/, "")}</span>
          <span className="shrink-0 text-net-quiet">· {time}</span>
        </p>
        <Folded text={text} className="mt-1 text-sm leading-5" />
        {media.length > 0 && (
          <span className="relative mt-2 block">
            <Mosaic media={media} gap="gap-1" className="overflow-hidden rounded-card border border-net-line" />
            {media.some((one) => one.alt) && (
              <span aria-hidden className="absolute end-2 bottom-2 rounded-control bg-net-ink px-1 text-xs font-semibold text-net-surface">ALT</span>
            )}
          </span>
        )}
        {link && <LinkCard link={link} title={title} className="mt-2 rounded-card" />}
        <Acts
          size="size-4"
          className="mt-3 pe-2"
          acts={[{ icon: MessageSquare, count: counts?.["comments"] }, { icon: Repeat2, count: counts?.["shares"] }, { icon: Heart, count: counts?.["likes"] }, { icon: Bookmark }, { icon: Share }, { icon: Ellipsis }]}
        />
      </div>
    </div>
  );
}
