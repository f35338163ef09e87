import { ChevronDown, ChevronUp, GripVertical, Trash2 } from "lucide-react";
import type { DragEvent, ReactNode } from "react";
import type { MadeVideo } from "@/api/video-types";
import { IconButton } from "@/design/primitives/icon-button";
import { useLanguage, useWords } from "@/lib/language";
import { localeOf } from "@/lib/time";
import { choiceWords } from "./choice-words";
import { FramePicture } from "./frame-picture";
import { studioWords } from "./studio-words";
import { clock, middleOf, seenIn, type Span } from "./timeline";

interface ShotRowProps {
  video: MadeVideo;
  span: Span;
  number: number;
  isChosen: boolean;
  isLast: boolean;
  isAlone: boolean;
  isOver: boolean;
  onChoose: () => void;
  onShift: (step: number) => void;
  onRemove: () => void;
  drag: { onDragStart: (event: DragEvent) => void; onDragOver: (event: DragEvent) => void; onDrop: (event: DragEvent) => void; onDragEnd: () => void };
  children: ReactNode;
}

/** The words that say most about a scene: its line, else what is written on it. */
function Told({ span }: { span: Span }) {
  const t = useWords(studioWords);
  const { scene } = span;
  const written = scene.shot.kind === "card" ? [scene.shot.heading, scene.shot.body].filter(Boolean).join(" · ") : "";
  const titles = scene.titles.map((one) => one.text).filter(Boolean).join(" · ");
  const first = scene.line || written || titles;
  const second = scene.line ? written || titles : "";
  return (
    <span className="min-w-0">
      <span className={`at-start line-clamp-2 text-sm ${first ? "text-strong" : "text-muted"}`} dir="auto">{first || t("silent")}</span>
      {second && <span className="at-start block truncate text-xs text-muted" dir="auto">{second}</span>}
    </span>
  );
}

function Facts({ span, number }: { span: Span; number: number }) {
  const t = useWords(studioWords);
  const c = useWords(choiceWords);
  const { language } = useLanguage();
  const { scene } = span;
  const length = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 1 }).format(scene.seconds);
  return (
    <span className="tabular flex flex-wrap items-center gap-x-3 text-xs text-muted">
      <span className="font-medium text-body"><span className="sr-only">{t("scene", { number })}</span><span aria-hidden>{number}</span></span>
      <bdi>{clock(span.start)}</bdi>
      <span>{t("seconds", { count: length })}</span>
      {scene.transition.kind !== "cut" && <span>{c(scene.transition.kind)}</span>}
      {scene.chapter && <bdi className="max-w-32 truncate text-body">¶ {scene.chapter}</bdi>}
    </span>
  );
}

/** One scene of the list; chosen, it opens into what can be changed. */
export function ShotRow({ video, span, number, isChosen, isLast, isAlone, isOver, onChoose, onShift, onRemove, drag, children }: ShotRowProps) {
  const t = useWords(studioWords);
  return (
    <li onDragOver={drag.onDragOver} onDrop={drag.onDrop} className={`rounded-card border bg-surface-raised ${isOver ? "border-transparent ring-2 ring-action" : isChosen ? "border-strong" : "border-subtle"}`}>
      <div className="flex items-stretch gap-1 p-2">
        <span draggable onDragStart={drag.onDragStart} onDragEnd={drag.onDragEnd} className="flex cursor-grab items-center gap-1 active:cursor-grabbing">
          <GripVertical aria-hidden className="size-4 text-muted max-sm:hidden" />
          <FramePicture video={video.id} at={middleOf(span)} width={180} seen={seenIn(video.timeline, span.scene)} aspect={video.aspect} alt="" className="h-20 rounded-control" />
        </span>
        <button type="button" aria-expanded={isChosen} onClick={onChoose} className="flex min-w-0 flex-1 flex-col justify-center gap-1 rounded-control px-2 text-start hover:bg-surface-hover">
          <Facts span={span} number={number} />
          <Told span={span} />
        </button>
        <span className="flex flex-col justify-center">
          <IconButton icon={ChevronUp} size="sm" label={t("earlier", { number })} disabled={number === 1} onClick={() => onShift(-1)} />
          <IconButton icon={Trash2} size="sm" label={t("removeScene", { number })} disabled={isAlone} onClick={onRemove} />
          <IconButton icon={ChevronDown} size="sm" label={t("later", { number })} disabled={isLast} onClick={() => onShift(1)} />
        </span>
      </div>
      {isChosen && <div className="border-t border-subtle p-4">{children}</div>}
    </li>
  );
}
