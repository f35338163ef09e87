import { Type } from "lucide-react";

interface ThumbProps {
  url: string | null | undefined;
  alt?: string;
  className?: string;
}

/** A small picture at its true 4:5; a text-only piece shows that it is one. */
export function Thumb({ url, alt = "", className = "w-8" }: ThumbProps) {
  const look = `aspect-4/5 shrink-0 rounded-control bg-surface-sunken ring-1 ring-inset ring-line-subtle ${className}`;
  if (!url) {
    return (
      <span className={`inline-flex items-center justify-center ${look}`}>
        <Type aria-hidden className="size-3 text-muted" />
      </span>
    );
  }
  return <img src={url} alt={alt} loading="lazy" decoding="async" draggable={false} className={`object-cover ${look}`} />;
}
