import { Earth, Ellipsis, MessageSquareText, Repeat2, SendHorizontal, ThumbsUp } from "lucide-react";
import { Avatar } from "./avatar";
import { Mosaic } from "./media";
import { Acts, Folded, hostOf, PollBox } from "./parts";
import type { PreviewProps } from "./types";

export function LinkedInPreview({ name, avatar, symbol, text, media, link, title, poll, kind, time, counts }: PreviewProps) {
  return (
    <div dir="ltr" className="text-sm">
      <header className="flex items-center gap-2 px-4 pt-3">
        <Avatar name={name} url={avatar} symbol={symbol} className="size-12 rounded-full" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-semibold">{name}</p>
          <p className="flex items-center gap-1 text-xs text-net-quiet">{time} · <Earth aria-hidden className="size-3" /></p>
        </div>
        <Ellipsis aria-hidden className="size-5 text-net-quiet" />
      </header>
      <Folded text={text} marks={210} lines={3} more="more" className="px-4 py-3 leading-5" />
      {poll && <div className="mx-4 mb-3 rounded-card border border-net-line p-4 pt-1"><PollBox poll={poll} /></div>}
      {kind === "document" && title && <p dir="auto" className="border-t border-net-line bg-net-line/40 px-4 py-2 font-semibold">{title}</p>}
      <Mosaic media={media} />
      {link && (
        <span className="block border-y border-net-line bg-net-line/40 px-4 py-3">
          <span className="block truncate font-semibold" dir="auto">{title || link}</span>
          <span className="block truncate text-xs text-net-quiet">{hostOf(link)}</span>
        </span>
      )}
      <span aria-hidden className="tabular block px-4 py-2 text-xs text-net-quiet">{counts?.["likes"] ? `${counts["likes"]} reactions` : ""}</span>
      <Acts size="size-4" className="mx-4 justify-around border-t border-net-line py-3 text-xs font-medium" acts={[{ icon: ThumbsUp, label: "Like" }, { icon: MessageSquareText, label: "Comment" }, { icon: Repeat2, label: "Repost" }, { icon: SendHorizontal, label: "Send" }]} />
    </div>
  );
}
