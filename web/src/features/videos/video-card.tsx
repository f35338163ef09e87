import { Link } from "@tanstack/react-router";
import type { Brand } from "@/api/types";
import type { VideoRow } from "@/api/video-types";
import { Chip, type Tone } from "@/design/primitives/chip";
import { BrandMark } from "@/design/patterns/brand-mark";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { ago } from "@/lib/time";
import { clock } from "./timeline";
import { VideoPicture } from "./video-picture";
import { videoWords } from "./words";

interface State {
  word: "making" | "ready" | "failed" | "rendering" | "rendered" | "refusedRender";
  tone: Tone;
}

/** How a video stands, in one word: its newest render says more than its document. */
export function stateOf({ status, render_status: render }: Pick<VideoRow, "status" | "render_status">): State {
  if (status === "making") return { word: "making", tone: "proposed" };
  if (status === "failed") return { word: "failed", tone: "failed" };
  if (render === "waiting" || render === "running") return { word: "rendering", tone: "proposed" };
  if (render === "done") return { word: "rendered", tone: "live" };
  if (render === "refused" || render === "failed") return { word: "refusedRender", tone: "failed" };
  return { word: "ready", tone: "plain" };
}

function Facts({ row, styleName }: { row: VideoRow; styleName: (id: string) => string }) {
  const t = useWords(videoWords);
  return (
    <span className="tabular flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted">
      {row.seconds !== null && <bdi>{clock(row.seconds)}</bdi>}
      <bdi>{row.aspect}</bdi>
      {row.scenes > 0 && <span>{t("scenes", { count: row.scenes })}</span>}
      {row.style && <bdi>{styleName(row.style)}</bdi>}
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
  const state = stateOf(row);
  return (
    <li>
      <Link to="/videos/$videoId" params={{ videoId: row.id }} className="flex h-full flex-col gap-3 rounded-card border border-subtle bg-surface-raised p-3 transition-colors hover:border-strong">
        <span className="block rounded-control bg-surface-sunken p-2"><VideoPicture row={row} className="mx-auto h-56" /></span>
        <span className="flex min-w-0 flex-1 flex-col gap-2">
          <span className="at-start line-clamp-2 font-medium text-strong" dir="auto">{row.title || t("untitled")}</span>
          <Facts row={row} styleName={styleName} />
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
