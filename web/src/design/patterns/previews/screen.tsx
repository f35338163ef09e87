import { Bookmark, Ellipsis, Forward, Heart, MessageCircle, Music2, Repeat2, Send, ThumbsDown, ThumbsUp, X, type LucideIcon } from "lucide-react";
import { foldAt } from "@/lib/fold";
import { Avatar } from "./avatar";
import { Medium, Missing } from "./media";
import type { PreviewProps } from "./types";

export type ScreenStyle = "reel" | "story" | "shorts" | "tiktok";

const rails: Record<ScreenStyle, readonly [LucideIcon, string][]> = {
  reel: [[Heart, "likes"], [MessageCircle, "comments"], [Repeat2, "shares"], [Send, ""], [Ellipsis, ""]],
  shorts: [[ThumbsUp, "likes"], [ThumbsDown, ""], [MessageCircle, "comments"], [Forward, ""], [Repeat2, ""]],
  tiktok: [[Heart, "likes"], [MessageCircle, "comments"], [Bookmark, "saves"], [Forward, "shares"]],
  story: [],
};

interface ScreenProps extends PreviewProps {
  style: ScreenStyle;
  empty: string;
}

function StoryBars({ count }: { count: number }) {
  return (
    <span aria-hidden className="absolute inset-x-2 top-2 flex gap-1">
      {Array.from({ length: Math.max(1, count) }, (_, index) => <span key={index} className={`h-0.5 flex-1 rounded-full bg-on-screen ${index === 0 ? "" : "opacity-40"}`} />)}
    </span>
  );
}

function Rail({ style, counts }: Pick<ScreenProps, "style" | "counts">) {
  return (
    <span aria-hidden className="absolute end-2 bottom-6 flex flex-col items-center gap-4 text-on-screen drop-shadow">
      {rails[style].map(([Icon, key], index) => (
        <span key={index} className="tabular flex flex-col items-center gap-1 text-xs"><Icon className="size-6" />{(key && counts?.[key]) || ""}</span>
      ))}
    </span>
  );
}

/** A network's full-height screen: the picture behind, words and buttons over its edges. */
export function Screen({ style, empty, name, handle, avatar, symbol, text, title, media, counts, time }: ScreenProps) {
  const [first] = media;
  const account = handle.replace(/^@/, "");
  const words = style === "shorts" ? (title ?? text) : text;
  const cut = foldAt(words, style === "tiktok" ? 90 : 60, 2);
  if (!first) return <Missing className="aspect-9/16 bg-screen text-on-screen">{empty}</Missing>;
  return (
    <div dir="ltr" className="relative aspect-9/16 bg-screen text-sm text-on-screen">
      <Medium isBare medium={first} className="size-full bg-screen" fit={style === "tiktok" ? "object-contain" : "object-cover"} />
      {style === "story" ? (
        <span className="absolute inset-x-0 top-0 bg-linear-to-b from-screen/60 to-transparent p-3 pt-5">
          <StoryBars count={media.length} />
          <span className="flex items-center gap-2">
            <Avatar name={name} url={avatar} symbol={symbol} className="size-8 rounded-full" />
            <span className="truncate font-semibold">{account}</span>
            <span className="opacity-80">{time}</span>
            <X aria-hidden className="ms-auto size-5" />
          </span>
        </span>
      ) : (
        <>
          <span className="pointer-events-none absolute inset-x-0 bottom-0 bg-linear-to-t from-screen/80 via-screen/40 to-transparent p-3 pe-16 pt-16">
            <span className="flex items-center gap-2">
              {style !== "tiktok" && <Avatar name={name} url={avatar} symbol={symbol} className="size-8 rounded-full" />}
              <span className="truncate font-semibold">{style === "reel" ? account : `@${account}`}</span>
              {style !== "tiktok" && <span className="rounded-control border border-on-screen px-2 py-0.5 text-xs">{style === "shorts" ? "Subscribe" : "Follow"}</span>}
            </span>
            <span dir="auto" className="mt-2 line-clamp-2 block whitespace-pre-wrap">{cut.shown}{cut.isCut && <span className="opacity-80"> … more</span>}</span>
            <span className="mt-2 flex items-center gap-1 text-xs opacity-90"><Music2 aria-hidden className="size-3" />original sound · {name}</span>
          </span>
          <Rail style={style} counts={counts} />
        </>
      )}
    </div>
  );
}
