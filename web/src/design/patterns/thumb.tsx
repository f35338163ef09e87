import { FileText, Type } from "lucide-react";
import { useState } from "react";

interface ThumbProps {
  url: string | null | undefined;
  alt?: string;
  className?: string;
}

const VIDEO = /\.(mp4|mov|webm|mkv|m4v)$/;
const PAPER = /\.(pdf|docx?|pptx?)$/;
const OURS = /^\/media\//;

/** A small picture at its true 4:5; a video by its cover, or by a frame past its opening until that was made; a text-only piece shows that it is one. */
export function Thumb({ url, alt = "", className = "w-8" }: ThumbProps) {
  const [unseen, setUnseen] = useState<string>();
  const look = `aspect-4/5 shrink-0 rounded-control bg-surface-sunken ring-1 ring-inset ring-line-subtle ${className}`;
  const isVideo = url ? VIDEO.test(url) : false;
  if (url && isVideo && (unseen === url || !OURS.test(url))) return <video src={`${url}#t=1.5`} aria-label={alt} muted playsInline preload="metadata" tabIndex={-1} className={`object-cover ${look}`} />;
  if (url && !PAPER.test(url)) {
    const small = OURS.test(url) ? `${url}?small` : url;
    return <img src={small} alt={alt} loading="lazy" decoding="async" draggable={false} onError={() => isVideo && setUnseen(url)} className={`object-cover ${look}`} />;
  }
  const Icon = url ? FileText : Type;
  return (
    <span className={`inline-flex items-center justify-center ${look}`}>
      <Icon aria-hidden className="size-3 text-muted" />
    </span>
  );
}
