import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { asset } from "@/api/library";
import type { MadeVideo, Render, Timeline } from "@/api/video-types";
import { Chip, type Tone } from "@/design/primitives/chip";
import { Dialog } from "@/design/primitives/dialog";
import { WordChanges } from "@/design/patterns/word-changes";
import { useWords } from "@/lib/language";
import { changesBetween } from "@/lib/word-diff";
import { sceneRows, type RowState, type SceneRow } from "./compare";
import { FramePicture } from "./frame-picture";
import { versionWords } from "./studio-words";
import { clock, middleOf, ratioOf, saysOf, seenIn, type Span } from "./timeline";

/** A version with its document. */
export interface Choice {
  number: number;
  label: string;
  timeline: Timeline;
}

const tones: Record<RowState, Tone> = { same: "plain", words: "waiting", looks: "waiting", new: "live", gone: "failed" };

function Scene({ video, side, span, width, className }: { video: MadeVideo; side: Choice; span: Span | null; width: number; className: string }) {
  const t = useWords(versionWords);
  if (!span) return <span style={{ aspectRatio: ratioOf(side.timeline.aspect) }} className={`flex items-center justify-center rounded-control border border-dashed border-strong p-1 text-center text-xs text-muted ${className}`}>{width > 200 && t("gone")}</span>;
  return <FramePicture video={video.id} at={middleOf(span)} width={width} version={side.number === video.version ? undefined : side.number} seen={seenIn(side.timeline, span.scene)} aspect={side.timeline.aspect} alt={saysOf(span.scene)} className={`rounded-control ${className}`} />;
}

function File({ render, label }: { render: Render & { asset_id: string }; label: string }) {
  const file = useQuery(asset(render.asset_id)).data;
  const cover = useQuery({ ...asset(render.cover_asset_id ?? ""), enabled: render.cover_asset_id !== null }).data;
  return <video src={file?.url} poster={cover?.url} controls playsInline preload="metadata" aria-label={label} style={{ aspectRatio: ratioOf(render.aspect) }} className="h-72 max-w-full rounded-control bg-screen" />;
}

/** One version at the head of its column: its file where it was rendered, else the scene that is looked at. */
function Head({ video, side, span, isWhole }: { video: MadeVideo; side: Choice; span: Span | null; isWhole: boolean }) {
  const render = video.renders.find((one) => one.version === side.number && one.status === "done" && one.asset_id);
  return (
    <div className="flex min-w-0 flex-col items-center gap-2">
      <p className="tabular text-sm font-medium text-strong">{side.label}</p>
      {isWhole && render?.asset_id ? <File render={{ ...render, asset_id: render.asset_id }} label={side.label} /> : <Scene video={video} side={side} span={span} width={360} className="h-72 max-w-full" />}
    </div>
  );
}

function Words({ row, side }: { row: SceneRow; side: "before" | "after" }) {
  const span = row[side];
  if (!span) return null;
  const [was, now] = [row.before, row.after].map((one) => (one ? saysOf(one.scene) : ""));
  if (side === "after" && row.state === "words") return <WordChanges changes={changesBetween(was ?? "", now ?? "")} />;
  return <span className="at-start block text-sm whitespace-pre-line text-body" dir="auto">{saysOf(span.scene)}</span>;
}

interface RowProps {
  video: MadeVideo;
  sides: readonly [Choice, Choice];
  row: SceneRow;
  isChosen: boolean;
  onChoose: () => void;
}

function Row({ video, sides: [left, right], row, isChosen, onChoose }: RowProps) {
  const t = useWords(versionWords);
  const half = (side: Choice, which: "before" | "after") => (
    <span className="flex min-w-0 items-start gap-3">
      <Scene video={video} side={side} span={row[which]} width={180} className="h-16 shrink-0" />
      <span className="min-w-0">{row[which] && <span className="tabular block text-xs text-muted"><bdi>{clock(row[which].start)}</bdi></span>}<Words row={row} side={which} /></span>
    </span>
  );
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={onChoose} className="flex w-full flex-col gap-2 rounded-control p-2 text-start hover:bg-surface-hover aria-pressed:bg-surface-selected">
        {row.state !== "same" && <span><Chip tone={tones[row.state]}>{t(`row_${row.state}`)}</Chip></span>}
        <span className="grid w-full grid-cols-2 gap-4">{half(left, "before")}{half(right, "after")}</span>
      </button>
    </li>
  );
}

interface CompareProps {
  video: MadeVideo;
  sides: readonly [Choice, Choice];
  onClose: () => void;
}

/** Two versions side by side: their pictures above, their scenes below, what differs marked. */
export function CompareDialog({ video, sides, onClose }: CompareProps) {
  const t = useWords(versionWords);
  const rows = sceneRows(sides[0].timeline, sides[1].timeline);
  const [chosen, setChosen] = useState<string | null>(null);
  const first = rows.find((one) => one.state !== "same") ?? rows[0];
  const shown = rows.find((one) => one.id === chosen) ?? first;
  return (
    <Dialog isOpen onClose={onClose} title={t("sideBySide")} description={t("sideText")} closeLabel={t("close")} size="xl">
      <div className="grid grid-cols-2 gap-4 pb-4">
        {sides.map((side, index) => <Head key={side.number} video={video} side={side} span={(index === 0 ? shown?.before : shown?.after) ?? null} isWhole={chosen === null} />)}
      </div>
      <ol aria-label={t("scenes")} className="flex flex-col gap-1 border-t border-subtle pt-3">
        {rows.map((row) => <Row key={row.id} video={video} sides={sides} row={row} isChosen={row.id === chosen} onChoose={() => setChosen(row.id === chosen ? null : row.id)} />)}
      </ol>
    </Dialog>
  );
}
