import { Bookmark, Ellipsis, Globe, Repeat2, Reply, Star } from "lucide-react";
import { mastodonTagBar } from "@/lib/post-text";
import { Avatar } from "./avatar";
import { Mosaic } from "./media";
import { Acts, Folded, LinkCard, PollBox } from "./parts";
import type { PreviewProps } from "./types";

function Warning({ options }: Pick<PreviewProps, "options">) {
  const words = options?.["spoiler_text"];
  if (typeof words !== "string" || !words) return null;
  return <p dir="auto" className="mt-3 rounded-card border border-net-line px-3 py-2 text-sm">{words} <span className="text-net-link">Show more</span></p>;
}

export function MastodonPreview({ name, handle, avatar, symbol, text, media, link, title, poll, options, time, counts }: PreviewProps) {
  const { body, tags, hidden } = mastodonTagBar(text);
  return (
    <div dir="ltr" className="p-4">
      <header className="flex items-center gap-3">
        <Avatar name={name} url={avatar} symbol={symbol} className="size-11 rounded-card" />
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-semibold">{name}</p>
          <p className="truncate text-sm text-net-quiet">@{handle.replace(/^@/, "")}</p>
        </div>
        <p className="flex items-center gap-1 self-start text-sm text-net-quiet">
          <Globe aria-hidden className="size-4" />
          {time}
        </p>
      </header>
      <Warning options={options} />
      <Folded text={body} className="mt-3 text-sm leading-6" />
      {poll && <PollBox poll={poll} shape="rounded-control" note="0 people" />}
      {media.length > 0 && <Mosaic media={media} gap="gap-0.5" className="mt-4 overflow-hidden rounded-card" />}
      {link && media.length === 0 && <LinkCard link={link} title={title} className="mt-3 rounded-card" />}
      {tags.length > 0 && (
        <p className="mt-4 flex flex-wrap gap-x-2 gap-y-1 text-sm text-net-quiet">
          {tags.map((tag) => <span key={tag}>{tag}</span>)}
          {hidden > 0 && <span>and {hidden} more</span>}
        </p>
      )}
      <Acts className="mt-4" acts={[{ icon: Reply, count: counts?.["comments"] }, { icon: Repeat2, count: counts?.["shares"] }, { icon: Star, count: counts?.["likes"] }, { icon: Bookmark }, { icon: Ellipsis }]} />
    </div>
  );
}
