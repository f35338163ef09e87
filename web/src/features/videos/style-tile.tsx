import { LoaderCircle, TriangleAlert } from "lucide-react";
import { isReadyStyle } from "@/api/styles";
import type { VideoStyle } from "@/api/style-types";
import { useWords } from "@/lib/language";
import { StyleSample, useStyleTold } from "./style-card";
import { styleWords } from "./style-words";

interface TileProps {
  style: VideoStyle;
  isChosen: boolean;
  onChoose: () => void;
}

function Mark({ style }: { style: VideoStyle }) {
  const look = "flex h-20 w-32 shrink-0 items-center justify-center rounded-control bg-surface-sunken";
  if (isReadyStyle(style)) return <StyleSample style={style} className="h-20 w-32 shrink-0" />;
  if (style.status === "failed") return <span className={look}><TriangleAlert aria-hidden className="size-5 text-failed" /></span>;
  return <span className={look}><LoaderCircle aria-hidden className="size-5 animate-spin text-proposed" /></span>;
}

/** A style by its colours, its name and what it is like; one that is being learned says so. */
export function StyleTile({ style, isChosen, onChoose }: TileProps) {
  const t = useWords(styleWords);
  const { name, text } = useStyleTold()(style);
  const told = style.status === "analysing" ? t("analysing") : style.status === "failed" ? t("failed") : text;
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={onChoose} className="flex h-full w-full gap-4 rounded-card border border-subtle bg-surface-raised p-3 text-start transition-colors hover:border-strong aria-pressed:border-transparent aria-pressed:ring-2 aria-pressed:ring-action">
        <Mark style={style} />
        <span className="min-w-0">
          <span className="at-start block truncate font-medium text-strong" dir="auto">{name}</span>
          <span className={`at-start line-clamp-3 text-sm ${style.status === "failed" ? "text-failed" : "text-muted"}`} dir="auto">{told}</span>
        </span>
      </button>
    </li>
  );
}
