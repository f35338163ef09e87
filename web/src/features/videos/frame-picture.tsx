import { useQuery } from "@tanstack/react-query";
import { ImageOff } from "lucide-react";
import { frame } from "@/api/videos";
import { useWords } from "@/lib/language";
import { describe } from "@/lib/problem";
import { ratioOf } from "./timeline";
import { videoWords } from "./words";

interface FrameProps {
  video: string;
  at: number;
  width: number;
  seen: string;
  version?: number | undefined;
  aspect: string;
  alt: string;
  className?: string;
}

/** One frame of a video, drawn when it is looked at; its place has its shape from the beginning. */
export function FramePicture({ video, at, width, seen, version, aspect, alt, className = "" }: FrameProps) {
  const t = useWords(videoWords);
  const query = useQuery(frame(video, { at, width, seen, version }));
  return (
    <span style={{ aspectRatio: ratioOf(aspect) }} className={`relative block overflow-hidden bg-surface-sunken ${className}`}>
      {query.data && <img src={query.data} alt={alt} draggable={false} className="absolute inset-0 size-full object-cover" />}
      {query.isPending && <span aria-hidden className="after-a-moment absolute inset-0"><span className="breathe block size-full bg-line-subtle" /></span>}
      {query.isError && <span title={describe(query.error).detail} className="absolute inset-0 flex flex-col items-center justify-center gap-1 p-1 text-center text-xs text-muted"><ImageOff aria-hidden className="size-4" />{width > 200 && t("notDrawn")}</span>}
    </span>
  );
}
