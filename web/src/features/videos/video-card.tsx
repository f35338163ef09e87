import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Clapperboard } from "lucide-react";
import { isMade, video } from "@/api/videos";
import type { Brand } from "@/api/types";
import type { Video, VideoRow } from "@/api/video-types";
import { Chip, type Tone } from "@/design/primitives/chip";
import { BrandMark } from "@/design/patterns/brand-mark";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { ago } from "@/lib/time";
import { FramePicture } from "./frame-picture";
import { clock, middleOf, seenIn, spansOf } from "./timeline";
import { videoWords } from "./words";

interface State {
  word: "making" | "ready" | "failed" | "rendering" | "rendered" | "refusedRender";
  tone: Tone;
}

/** How a video stands, in one word: its newest render says more than its document. */
export function stateOf(row: Pick<VideoRow, "status">, renders: readonly { status: string }[]): State {
  if (row.status === "making") return { word: "making", tone: "proposed" };
  if (row.status === "failed") return { word: "failed", tone: "failed" };
  const newest = renders.find((one) => one.status !== "cancelled")?.status;
  if (newest === "waiting" || newest === "running") return { word: "rendering", tone: "proposed" };
  if (newest === "done") return { word: "rendered", tone: "live" };
  if (newest === "refused" || newest === "failed") return { word: "refusedRender", tone: "failed" };
  return { word: "ready", tone: "plain" };
}

/** What stands for the video: its cover's scene, or the first. */
function Picture({ full }: { full: Video | undefined }) {
  const frame = "mx-auto h-56 max-w-full rounded-control ring-1 ring-inset ring-line-subtle";
  if (!isMade(full)) return <span style={{ aspectRatio: full ? full.aspect.replace(":", " / ") : "9 / 16" }} className={`${frame} flex items-center justify-center bg-surface-sunken`}><Clapperboard aria-hidden className={`size-6 text-muted ${full?.status === "making" ? "breathe" : ""}`} /></span>;
  const spans = spansOf(full.timeline);
  const shown = spans.find((one) => one.scene.id === full.timeline.cover?.scene) ?? spans[0];
  if (!shown) return null;
  return <FramePicture video={full.id} at={middleOf(shown)} width={270} seen={seenIn(full.timeline, shown.scene)} aspect={full.aspect} alt="" className={frame} />;
}

function Facts({ full, styleName }: { full: Video; styleName: (id: string) => string }) {
  const t = useWords(videoWords);
  const style = isMade(full) ? full.timeline.notes["style"] || full.style : full.style;
  return (
    <span className="tabular flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted">
      {full.seconds !== null && <bdi>{clock(full.seconds)}</bdi>}
      <bdi>{full.aspect}</bdi>
      {full.scenes > 0 && <span>{t("scenes", { count: full.scenes })}</span>}
      {style && <bdi>{styleName(style)}</bdi>}
    </span>
  );
}

interface VideoCardProps {
  row: VideoRow;
  brand: Brand | undefined;
  styleName: (id: string) => string;
}

export function VideoCard({ row, brand, styleName }: VideoCardProps) {
  const t = useWords(videoWords);
  const { language } = useLanguage();
  const now = useNow();
  const { data: full } = useQuery(video(row.id));
  const state = stateOf(row, full?.renders ?? []);
  return (
    <li>
      <Link to="/videos/$videoId" params={{ videoId: row.id }} className="flex h-full flex-col gap-3 rounded-card border border-subtle bg-surface-raised p-3 transition-colors hover:border-strong">
        <span className="block rounded-control bg-surface-sunken p-2"><Picture full={full} /></span>
        <span className="flex min-w-0 flex-1 flex-col gap-2">
          <span className="at-start line-clamp-2 font-medium text-strong" dir="auto">{row.title || t("untitled")}</span>
          <span className="flex min-h-4 flex-col">{full && <Facts full={full} styleName={styleName} />}</span>
          <span className="mt-auto flex flex-wrap items-center justify-between gap-2">
            <Chip tone={state.tone}>{t(state.word)}</Chip>
            <span className="inline-flex min-w-0 items-center gap-1 text-xs text-muted"><BrandMark brand={brand} /><bdi className="truncate">{brand?.name}</bdi></span>
          </span>
          <span className="text-xs text-muted">{ago(row.updated_at, now, language)}</span>
        </span>
      </Link>
    </li>
  );
}
