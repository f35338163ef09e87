import { Ellipsis, Heart, MessageCircle, Repeat2, Send } from "lucide-react";
import { Avatar } from "./avatar";
import { Mosaic, Strip } from "./media";
import { Acts, Folded, LinkCard, PollBox } from "./parts";
import type { PreviewProps } from "./types";

function Topic({ options }: Pick<PreviewProps, "options">) {
  const topic = options?.["topic_tag"];
  return typeof topic === "string" && topic ? <span className="truncate font-semibold">› {topic}</span> : null;
}

export function ThreadsPreview({ name, handle, avatar, symbol, text, media, link, title, poll, options, time, counts, goesOn }: PreviewProps) {
  return (
    <div dir="ltr" className="flex gap-3 px-4 py-3 text-sm">
      <span className="flex flex-col items-center gap-2">
        <Avatar name={name} url={avatar} symbol={symbol} className="size-9 rounded-full" />
        {goesOn && <span className="w-0.5 flex-1 bg-net-line" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-semibold">{handle.replace(/^@/, "")}</span>
          <Topic options={options} />
          <span className="shrink-0 text-net-quiet">{time}</span>
          <Ellipsis aria-hidden className="ms-auto size-4 text-net-quiet" />
        </p>
        <Folded text={text} className="mt-1 leading-5" />
        {poll && <PollBox poll={poll} shape="rounded-card" />}
        {media.length === 1 && <Mosaic media={media} className="mt-3 overflow-hidden rounded-card border border-net-line" />}
        {media.length > 1 && <Strip media={media} className="mt-3" />}
        {link && media.length === 0 && <LinkCard link={link} title={title} className="mt-3 rounded-card" />}
        <Acts className="mt-3 justify-start gap-6" acts={[{ icon: Heart, count: counts?.["likes"] }, { icon: MessageCircle, count: counts?.["comments"] }, { icon: Repeat2, count: counts?.["shares"] }, { icon: Send }]} />
      </div>
    </div>
  );
}
