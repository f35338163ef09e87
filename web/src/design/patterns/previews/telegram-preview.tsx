import { Eye } from "lucide-react";
import { Avatar } from "./avatar";
import { Mosaic } from "./media";
import { Folded, hostOf } from "./parts";
import type { PreviewProps } from "./types";

export function TelegramPreview({ name, avatar, symbol, text, media, link, title, poll, options, time, counts }: PreviewProps) {
  const words = <Folded text={text} className="px-3 pt-2 leading-5" />;
  const isAbove = options?.["text_above"] === true;
  return (
    <div dir="ltr" className="flex items-end gap-2 bg-net-paper p-3 text-sm">
      <Avatar name={name} url={avatar} symbol={symbol} className="size-8 rounded-full" />
      <div className="min-w-0 flex-1 overflow-hidden rounded-[1rem] bg-net-surface pb-2">
        <p className="truncate px-3 pt-2 font-semibold text-net-accent">{name}</p>
        {isAbove && words}
        {media.length > 0 && <span className={`mt-2 block ${options?.["spoiler"] === true ? "blur-md" : ""}`}><Mosaic media={media} /></span>}
        {!isAbove && words}
        {poll && (
          <span className="block px-3 pt-1">
            <span className="block text-xs text-net-quiet">Anonymous poll</span>
            {poll.answers.map((answer, index) => <span key={index} dir="auto" className="mt-3 flex items-center gap-3 border-b border-net-line pb-2"><span className="size-5 shrink-0 rounded-full border-2 border-net-line" />{answer}</span>)}
          </span>
        )}
        {link && (
          <span className="mx-3 mt-2 block border-s-2 border-net-accent ps-2">
            <span className="block truncate font-semibold text-net-accent">{hostOf(link)}</span>
            {title && <span className="block truncate" dir="auto">{title}</span>}
          </span>
        )}
        <p className="tabular flex items-center justify-end gap-1 px-3 pt-1 text-xs text-net-quiet"><Eye aria-hidden className="size-3" />{counts?.["views"] || 1} · {time}</p>
      </div>
    </div>
  );
}
