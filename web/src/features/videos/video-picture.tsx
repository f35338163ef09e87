import { useQuery } from "@tanstack/react-query";
import { Clapperboard } from "lucide-react";
import { asset } from "@/api/library";
import { isMade, video } from "@/api/videos";
import type { VideoRow } from "@/api/video-types";
import { FramePicture } from "./frame-picture";
import { middleOf, ratioOf, seenIn, spansOf } from "./timeline";

interface PictureProps {
  row: VideoRow;
  /** Where it stands and how tall it is; its shape is the video's. */
  className: string;
}

const frame = "max-w-full rounded-control ring-1 ring-inset ring-line-subtle";

function NoPicture({ row, className }: PictureProps) {
  return <span style={{ aspectRatio: ratioOf(row.aspect) }} className={`${frame} flex items-center justify-center bg-surface-sunken ${className}`}><Clapperboard aria-hidden className={`size-6 text-muted ${row.status === "making" ? "breathe" : ""}`} /></span>;
}

/** The scene of its cover, or the first, drawn now. */
function Drawn({ row, className }: PictureProps) {
  const { data: full } = useQuery({ ...video(row.id), enabled: row.scenes > 0 });
  if (!isMade(full)) return <NoPicture row={row} className={className} />;
  const spans = spansOf(full.timeline);
  const shown = spans.find((one) => one.scene.id === full.timeline.cover?.scene) ?? spans[0];
  if (!shown) return null;
  return <FramePicture video={full.id} at={middleOf(shown)} width={270} seen={seenIn(full.timeline, shown.scene)} aspect={full.aspect} alt="" className={`${frame} ${className}`} />;
}

function Cover({ id, row, className }: PictureProps & { id: string }) {
  const { data, isError } = useQuery(asset(id));
  if (isError) return <Drawn row={row} className={className} />;
  if (!data) return <NoPicture row={row} className={className} />;
  return <img src={data.thumbnail_url ?? data.url} alt="" loading="lazy" style={{ aspectRatio: ratioOf(row.aspect) }} className={`${frame} object-cover ${className}`} />;
}

/** What stands for a video: the cover it was rendered with, else its cover's scene as it would be. */
export function VideoPicture({ row, className }: PictureProps) {
  return row.cover_asset_id ? <Cover id={row.cover_asset_id} row={row} className={className} /> : <Drawn row={row} className={className} />;
}
