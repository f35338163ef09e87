import { Earth, Ellipsis, MessageCircle, Share2, ThumbsUp } from "lucide-react";
import { Avatar } from "./avatar";
import { Mosaic } from "./media";
import { Acts, Folded, hostOf } from "./parts";
import { Screen } from "./screen";
import type { PreviewProps } from "./types";

/** Facebook sets a short text without files large. */
const LARGE = 85;

function Address({ link, title }: { link: string; title: string | undefined }) {
  return (
    <span className="block border-y border-net-line bg-net-line/40 px-4 py-3">
      <span className="block truncate text-xs text-net-quiet uppercase">{hostOf(link)}</span>
      <span className="block truncate font-semibold" dir="auto">{title || link}</span>
    </span>
  );
}

function Totals({ counts }: Pick<PreviewProps, "counts">) {
  return (
    <span aria-hidden className="tabular flex items-center justify-between px-4 py-2 text-net-quiet">
      <span>{counts?.["likes"] ? `${counts["likes"]} reactions` : ""}</span>
      <span>{counts?.["comments"] ? `${counts["comments"]} comments` : ""}</span>
    </span>
  );
}

export function FacebookPreview(props: PreviewProps) {
  const { name, avatar, symbol, text, media, link, title, kind, time, counts } = props;
  if (kind === "reel" || kind === "story") return <Screen {...props} style={kind === "story" ? "story" : "reel"} empty="Facebook shows nothing without a picture or a video" />;
  const isLarge = media.length === 0 && !link && text.length > 0 && text.length <= LARGE;
  return (
    <div dir="ltr" className="text-sm">
      <header className="flex items-center gap-3 px-4 pt-3">
        <Avatar name={name} url={avatar} symbol={symbol} className="size-10 rounded-full" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-semibold">{name}</p>
          <p className="flex items-center gap-1 text-xs text-net-quiet">{time} · <Earth aria-hidden className="size-3" /></p>
        </div>
        <Ellipsis aria-hidden className="size-5 text-net-quiet" />
      </header>
      <Folded text={text} marks={477} lines={5} more="See more" className={`px-4 pt-2 pb-3 ${isLarge ? "text-2xl" : "leading-5"}`} />
      <Mosaic media={media} />
      {link && <Address link={link} title={title} />}
      <Totals counts={counts} />
      <Acts className="mx-4 justify-around border-t border-net-line py-2 font-medium" acts={[{ icon: ThumbsUp, label: "Like" }, { icon: MessageCircle, label: "Comment" }, { icon: Share2, label: "Share" }]} />
    </div>
  );
}
