import type { Brand } from "@/api/types";

export const paletteOrder = ["background", "support", "accent", "ink", "paper"] as const;

/** The brand's colours side by side; the one place where they leave its content. */
export function PaletteStrip({ palette, className = "h-2" }: { palette: Brand["kit"]["palette"]; className?: string }) {
  return (
    <span aria-hidden className={`flex overflow-hidden rounded-full ring-1 ring-line-subtle ring-inset ${className}`}>
      {paletteOrder.map((name) => <span key={name} className="flex-1" style={{ background: palette[name] }} />)}
    </span>
  );
}
