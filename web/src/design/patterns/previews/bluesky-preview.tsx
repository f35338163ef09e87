import { Bookmark, Ellipsis, Heart, MessageSquare, Repeat2, Share } from "lucide-react";
import { Avatar } from "./avatar";
import { RichText } from "./rich-text";
import type { PreviewProps } from "./types";

export function BlueskyPreview({ name, handle, avatar, symbol, text, picture, time, counts }: PreviewProps) {
  const count = (key: string) => counts?.[key] || "";
  return (
    <div dir="ltr" className="flex gap-3 bg-bluesky-surface px-4 py-3 text-bluesky-ink">
      <Avatar name={name} url={avatar} symbol={symbol} className="size-10 rounded-full" />
      <div className="min-w-0 flex-1">
        <p className="flex gap-1 text-sm">
          <span className="truncate font-semibold">{name}</span>
          <span className="min-w-0 truncate text-bluesky-quiet">@{handle.replace(/^@/, "")}</span>
          <span className="shrink-0 text-bluesky-quiet">· {time}</span>
        </p>
        <p dir="auto" className="mt-1 text-sm leading-5 wrap-anywhere whitespace-pre-wrap">
          <RichText text={text} linkClass="text-bluesky-link" />
        </p>
        {picture && (
          <span className="relative mt-2 block">
            <img src={picture.url} alt={picture.alt} className="aspect-4/5 w-full rounded-card border border-bluesky-line object-cover" />
            {picture.alt && (
              <span aria-hidden className="absolute end-2 bottom-2 rounded-control bg-bluesky-ink px-1 text-xs font-semibold text-bluesky-surface">ALT</span>
            )}
          </span>
        )}
        <footer aria-hidden className="mt-3 flex items-center justify-between pe-2 text-sm text-bluesky-quiet">
          <span className="tabular flex items-center gap-1"><MessageSquare className="size-4" />{count("comments")}</span>
          <span className="tabular flex items-center gap-1"><Repeat2 className="size-4" />{count("shares")}</span>
          <span className="tabular flex items-center gap-1"><Heart className="size-4" />{count("likes")}</span>
          <Bookmark className="size-4" />
          <Share className="size-4" />
          <Ellipsis className="size-4" />
        </footer>
      </div>
    </div>
  );
}
