import { hasGlyph, ZodiacGlyph } from "./zodiac-glyph";

interface Marked {
  name: string;
  kit?: { symbol: string | null };
}

/** A brand's sign in the ink of the interface; its colours stay inside its content. */
export function BrandMark({ brand, size = "sm" }: { brand: Marked | undefined; size?: "sm" | "md" | "lg" }) {
  const symbol = brand?.kit?.symbol ?? null;
  const box = { sm: "size-5", md: "size-8", lg: "size-10" }[size];
  const glyph = { sm: "size-3", md: "size-5", lg: "size-6" }[size];
  return (
    <span aria-hidden className={`inline-flex shrink-0 items-center justify-center rounded-control bg-surface-sunken text-body ring-1 ring-inset ring-line-subtle ${box}`}>
      {symbol && hasGlyph(symbol) ? (
        <ZodiacGlyph symbol={symbol} className={glyph} />
      ) : (
        <span className="text-xs font-semibold">{(brand?.name ?? "·").slice(0, 1)}</span>
      )}
    </span>
  );
}
