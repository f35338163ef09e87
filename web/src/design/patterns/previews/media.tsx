import { ChevronLeft, ChevronRight, FileText, Play } from "lucide-react";
import { useState } from "react";
import { isPicture, isVideo, type PreviewMedium } from "./types";

interface MediumProps {
  medium: PreviewMedium;
  className?: string;
  fit?: "object-cover" | "object-contain";
  /** Where a network draws its own buttons over a video. */
  isBare?: boolean;
}

/** One file as it stands in a post: a picture, a video that can be played, or a document's first page. */
export function Medium({ medium, className = "", fit = "object-cover", isBare = false }: MediumProps) {
  if (isVideo(medium)) {
    return (
      <span className={`relative block bg-screen ${className}`}>
        <video src={medium.url} aria-label={medium.alt || medium.name} muted loop playsInline controls={!isBare} preload="metadata" poster={medium.poster} className={`size-full ${fit}`} />
      </span>
    );
  }
  if (isPicture(medium)) return <img src={medium.url} alt={medium.alt} className={`block bg-net-line ${fit} ${className}`} />;
  return <Paper name={medium.name ?? medium.alt} className={className} />;
}

function Paper({ name, className }: { name: string; className: string }) {
  return (
    <span className={`flex aspect-4/3 flex-col items-center justify-center gap-3 border-net-line bg-net-surface p-6 text-center ${className}`}>
      <FileText aria-hidden className="size-8 text-net-quiet" />
      <span className="line-clamp-2 text-sm wrap-anywhere text-net-ink">{name}</span>
    </span>
  );
}

interface MosaicProps {
  media: readonly PreviewMedium[];
  className?: string;
  gap?: string;
  /** How tall one alone may be, as an aspect; its own when left out. */
  single?: string;
}

/** Up to four pictures laid together, the way most timelines do; the rest as a number. */
export function Mosaic({ media, className = "", gap = "gap-0.5", single = "max-h-112 w-full" }: MosaicProps) {
  const [first] = media;
  if (!first) return null;
  if (media.length === 1) return <Medium medium={first} className={`${single} ${className}`} />;
  const shown = media.slice(0, 4);
  const more = media.length - shown.length;
  return (
    <span className={`grid aspect-4/3 grid-cols-2 overflow-hidden ${shown.length > 2 ? "grid-rows-2" : ""} ${gap} ${className}`}>
      {shown.map((medium, index) => (
        <span key={`${medium.url}-${index}`} className={`relative min-h-0 ${shown.length === 3 && index === 0 ? "row-span-2" : ""}`}>
          <Medium medium={medium} className="size-full" />
          {more > 0 && index === 3 && <span className="absolute inset-0 flex items-center justify-center bg-scrim text-xl font-semibold text-on-screen">+{more}</span>}
        </span>
      ))}
    </span>
  );
}

/** Files side by side, pushed along with a finger. */
export function Strip({ media, className = "" }: { media: readonly PreviewMedium[]; className?: string }) {
  return (
    <span className={`flex gap-2 overflow-x-auto [scrollbar-width:none] ${className}`}>
      {media.map((medium, index) => <Medium key={`${medium.url}-${index}`} medium={medium} className="h-56 w-auto max-w-72 shrink-0 rounded-card" />)}
    </span>
  );
}

/** One file at a time with dots below. */
export function Slides({ media, frame = "aspect-4/5 w-full", dots = true }: { media: readonly PreviewMedium[]; frame?: string; dots?: boolean }) {
  const [at, setAt] = useState(0);
  const shown = media[Math.min(at, media.length - 1)];
  if (!shown) return null;
  const arrow = "absolute top-1/2 -translate-y-1/2 inline-flex size-7 items-center justify-center rounded-full bg-on-screen/80 text-screen";
  return (
    <span className="relative block">
      <Medium medium={shown} className={frame} />
      {media.length > 1 && (
        <>
          <span aria-hidden className="tabular absolute end-3 top-3 rounded-full bg-screen/70 px-2 py-1 text-xs text-on-screen">{at + 1}/{media.length}</span>
          {at > 0 && <button type="button" aria-label="Previous" onClick={() => setAt(at - 1)} className={`${arrow} start-2`}><ChevronLeft aria-hidden className="size-4" /></button>}
          {at < media.length - 1 && <button type="button" aria-label="Next" onClick={() => setAt(at + 1)} className={`${arrow} end-2`}><ChevronRight aria-hidden className="size-4" /></button>}
          {dots && (
            <span aria-hidden className="flex h-6 items-center justify-center gap-1">
              {media.map((medium, index) => <span key={`${medium.url}-${index}`} className={`size-1.5 rounded-full ${index === at ? "bg-net-accent" : "bg-net-line"}`} />)}
            </span>
          )}
        </>
      )}
    </span>
  );
}

/** Where a network shows nothing without a file, the place the file will take. */
export function Missing({ children, className = "aspect-4/5" }: { children: string; className?: string }) {
  return (
    <span className={`flex w-full flex-col items-center justify-center gap-2 border-y border-net-line p-6 text-center text-sm text-net-quiet ${className}`}>
      <Play aria-hidden className="size-6" />
      {children}
    </span>
  );
}
