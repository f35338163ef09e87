import { Bookmark, ChartNoAxesColumn, Ellipsis, Heart, MessageCircle, Repeat2, Share } from "lucide-react";
import { Avatar } from "./avatar";
import { Mosaic } from "./media";
import { Acts, Folded, LinkCard, PollBox } from "./parts";
import type { PreviewProps } from "./types";

export function XPreview({ name, handle, avatar, symbol, text, media, link, title, poll, time, counts, goesOn }: PreviewProps) {
  return (
    <div dir="ltr" className="flex gap-3 px-4 pt-3 pb-2">
      <span className="flex flex-col items-center gap-1">
        <Avatar name={name} url={avatar} symbol={symbol} className="size-10 rounded-full" />
        {goesOn && <span className="w-0.5 flex-1 bg-net-line" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex gap-1 text-sm">
          <span className="max-w-2/3 shrink-0 truncate font-bold">{name}</span>
          <span className="min-w-0 truncate text-net-quiet">@{handle.replace(/^@/, "")}</span>
          <span className="shrink-0 text-net-quiet">· {time}</span>
          <Ellipsis aria-hidden className="ms-auto size-4 shrink-0 text-net-quiet" />
        </p>
        <Folded text={text} marks={280} more="Show more" className="text-sm leading-5" />
        {poll && <PollBox poll={poll} />}
        {media.length > 0 && <Mosaic media={media} className="mt-3 overflow-hidden rounded-[1rem] border border-net-line" />}
        {link && media.length === 0 && <LinkCard link={link} title={title} className="mt-3 rounded-[1rem]" />}
        <Acts
          size="size-4"
          className="mt-3"
          acts={[{ icon: MessageCircle, count: counts?.["comments"] }, { icon: Repeat2, count: counts?.["shares"] }, { icon: Heart, count: counts?.["likes"] }, { icon: ChartNoAxesColumn, count: counts?.["views"] }, { icon: Bookmark }, { icon: Share }]}
        />
      </div>
    </div>
  );
}
