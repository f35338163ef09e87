import { Bookmark, Ellipsis, Globe, Repeat2, Reply, Star } from "lucide-react";
import { mastodonTagBar } from "@/lib/post-text";
import { Avatar } from "./avatar";
import { RichText } from "./rich-text";
import type { PreviewProps } from "./types";

export function MastodonPreview({ name, handle, avatar, symbol, text, picture, time, counts }: PreviewProps) {
  const { body, tags, hidden } = mastodonTagBar(text);
  const count = (key: string) => counts?.[key] || "";
  return (
    <div dir="ltr" className="bg-mastodon-surface p-4 text-mastodon-ink">
      <header className="flex items-center gap-3">
        <Avatar name={name} url={avatar} symbol={symbol} className="size-11 rounded-card" />
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-semibold">{name}</p>
          <p className="truncate text-sm text-mastodon-quiet">@{handle.replace(/^@/, "")}</p>
        </div>
        <p className="flex items-center gap-1 self-start text-sm text-mastodon-quiet">
          <Globe aria-hidden className="size-4" />
          {time}
        </p>
      </header>
      <p dir="auto" className="mt-3 text-sm leading-6 wrap-anywhere whitespace-pre-wrap">
        <RichText text={body} linkClass="text-mastodon-link" />
      </p>
      {picture && <img src={picture.url} alt={picture.alt} className="mt-4 aspect-4/5 w-full rounded-card object-cover" />}
      {tags.length > 0 && (
        <p className="mt-4 flex flex-wrap gap-x-2 gap-y-1 text-sm text-mastodon-quiet">
          {tags.map((tag) => <span key={tag}>{tag}</span>)}
          {hidden > 0 && <span>and {hidden} more</span>}
        </p>
      )}
      <footer aria-hidden className="mt-4 flex items-center justify-between text-sm text-mastodon-quiet">
        <span className="tabular flex items-center gap-1"><Reply className="size-5" />{count("comments")}</span>
        <span className="tabular flex items-center gap-1"><Repeat2 className="size-5" />{count("shares")}</span>
        <span className="tabular flex items-center gap-1"><Star className="size-5" />{count("likes")}</span>
        <Bookmark className="size-5" />
        <Ellipsis className="size-5" />
      </footer>
    </div>
  );
}
