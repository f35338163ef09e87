import { hasGlyph, ZodiacGlyph } from "../zodiac-glyph";

interface AvatarProps {
  name: string;
  url?: string | null | undefined;
  symbol?: string | null | undefined;
  className: string;
}

export function Avatar({ name, url, symbol, className }: AvatarProps) {
  if (url) return <img src={url} alt="" className={`shrink-0 object-cover ${className}`} />;
  return (
    <span aria-hidden className={`inline-flex shrink-0 items-center justify-center bg-surface-sunken text-body ring-1 ring-inset ring-line-subtle ${className}`}>
      {symbol && hasGlyph(symbol) ? <ZodiacGlyph symbol={symbol} className="size-5" /> : <span className="font-semibold">{name.slice(0, 1)}</span>}
    </span>
  );
}
