import { Avatar } from "./avatar";
import { Mosaic } from "./media";
import { Folded, hostOf, PollBox } from "./parts";
import type { PreviewProps } from "./types";

export function DiscordPreview({ name, avatar, symbol, text, media, link, title, poll, options, time }: PreviewProps) {
  return (
    <div dir="ltr" className="flex gap-4 px-4 py-4 text-sm">
      <Avatar name={name} url={avatar} symbol={symbol} className="size-10 rounded-full" />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-semibold">{name}</span>
          <span className="rounded-control bg-net-accent px-1 text-xs font-semibold text-net-surface">APP</span>
          <span className="shrink-0 text-xs text-net-quiet">{time}</span>
        </p>
        <Folded text={text} className="leading-6" />
        {poll && <div className="mt-2 rounded-card border border-net-line p-3 pt-0"><PollBox poll={poll} shape="rounded-card" /></div>}
        {media.length > 0 && <Mosaic media={media} gap="gap-1" className="mt-2 overflow-hidden rounded-card" />}
        {link && options?.["no_preview"] !== true && (
          <span className="mt-2 block rounded-control border-s-4 border-net-line bg-net-line/40 p-3">
            <span className="block truncate text-xs text-net-quiet">{hostOf(link)}</span>
            <span className="block truncate font-semibold text-net-link" dir="auto">{title || link}</span>
          </span>
        )}
      </div>
    </div>
  );
}
