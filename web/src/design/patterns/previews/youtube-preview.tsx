import { EllipsisVertical } from "lucide-react";
import { Avatar } from "./avatar";
import { Medium, Missing } from "./media";
import { Folded } from "./parts";
import { Screen } from "./screen";
import type { PreviewProps } from "./types";

export function YouTubePreview(props: PreviewProps) {
  const { name, avatar, symbol, text, title, media, kind, options, time, counts } = props;
  const [video] = media;
  if (kind === "reel") return <Screen {...props} style="shorts" empty="YouTube shows nothing without a video" />;
  const privacy = typeof options?.["privacy"] === "string" && options["privacy"] !== "public" ? options["privacy"] : "";
  return (
    <div dir="ltr" className="text-sm">
      {video ? <Medium medium={video} className="aspect-video w-full" /> : <Missing className="aspect-video">YouTube shows nothing without a video</Missing>}
      <div className="flex gap-3 p-3">
        <Avatar name={name} url={avatar} symbol={symbol} className="size-9 rounded-full" />
        <div className="min-w-0 flex-1">
          <p dir="auto" className="line-clamp-2 text-base leading-5 font-medium wrap-anywhere">{title || "The title stands here"}</p>
          <p className="mt-1 truncate text-xs text-net-quiet">{[name, `${counts?.["views"] ?? 0} views`, time].join(" · ")}</p>
          {privacy && <p className="mt-1 w-fit rounded-control bg-net-line px-2 text-xs capitalize">{privacy}</p>}
        </div>
        <EllipsisVertical aria-hidden className="size-5 shrink-0" />
      </div>
      {text && <div className="mx-3 mb-3 rounded-card bg-net-line/50 p-3"><Folded text={text} marks={120} lines={3} more="...more" className="leading-5" /></div>}
    </div>
  );
}
