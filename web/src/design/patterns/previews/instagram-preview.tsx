import { Bookmark, Ellipsis, Heart, MessageCircle, Repeat2, Send } from "lucide-react";
import { useState } from "react";
import { cutForInstagram } from "@/lib/post-text";
import { Avatar } from "./avatar";
import { Missing, Slides } from "./media";
import { RichText } from "./rich-text";
import { Screen } from "./screen";
import type { PreviewProps } from "./types";

export function InstagramPreview(props: PreviewProps) {
  const { name, handle, avatar, symbol, text, media, kind, time, counts } = props;
  const [isOpen, setOpen] = useState(false);
  const cut = cutForInstagram(text);
  const account = handle.replace(/^@/, "");
  const count = (key: string) => counts?.[key] || "";
  if (kind === "reel" || kind === "story") return <Screen {...props} style={kind === "story" ? "story" : "reel"} empty="Instagram shows nothing without a picture or a video" />;
  return (
    <div dir="ltr" className="text-sm">
      <header className="flex h-14 items-center gap-3 px-3">
        <Avatar name={name} url={avatar} symbol={symbol} className="size-8 rounded-full" />
        <span className="min-w-0 flex-1 truncate font-semibold">{account}</span>
        <Ellipsis aria-hidden className="size-5" />
      </header>
      {media.length > 0 ? <Slides media={media} frame={media.length > 1 ? "aspect-4/5 w-full" : "max-h-122 w-full"} /> : <Missing>Instagram shows nothing without a picture</Missing>}
      <div aria-hidden className="flex h-12 items-center gap-4 px-3">
        <span className="tabular flex items-center gap-1"><Heart className="size-6" />{count("likes")}</span>
        <span className="tabular flex items-center gap-1"><MessageCircle className="size-6 -scale-x-100" />{count("comments")}</span>
        <span className="tabular flex items-center gap-1"><Repeat2 className="size-6" />{count("shares")}</span>
        <Send className="size-6" />
        <Bookmark className="ms-auto size-6" />
      </div>
      <p dir="auto" className="px-3 leading-5 wrap-anywhere whitespace-pre-wrap">
        <span className="font-semibold">{account}</span> <RichText text={isOpen ? text : cut.shown} linkClass="text-net-link" />
        {cut.isCut && !isOpen && (
          <button type="button" onClick={() => setOpen(true)} className="text-net-quiet">
            {" … more"}
          </button>
        )}
      </p>
      <p className="px-3 pt-1 pb-4 text-xs text-net-quiet">{time}</p>
    </div>
  );
}
