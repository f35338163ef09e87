import type { Brand } from "@/api/types";
import { hasGlyph, ZodiacGlyph } from "@/design/patterns/zodiac-glyph";
import { useWords } from "@/lib/language";
import { brandWords } from "./words";

interface KitCardProps {
  name: string;
  palette: Brand["kit"]["palette"];
  symbol: string | null;
}

/** The kit at work on a small 4:5 card, so that a colour is judged beside the others. */
export function KitCard({ name, palette, symbol }: KitCardProps) {
  const t = useWords(brandWords);
  return (
    <figure>
      <div
        dir="ltr"
        className="flex aspect-4/5 w-full flex-col justify-between rounded-card p-6"
        style={{ background: `linear-gradient(165deg, ${palette["background"]} 55%, ${palette["support"]})`, color: palette["ink"] }}
      >
        <span className="flex items-start justify-between text-xs font-medium" style={{ color: palette["accent"] }}>
          {name}
          {symbol && hasGlyph(symbol) && <ZodiacGlyph symbol={symbol} className="size-24" />}
        </span>
        <span className="text-2xl leading-tight font-semibold text-balance" dir="auto">{t("previewHook")}</span>
      </div>
      <figcaption className="mt-2 text-xs text-muted">{t("preview")}</figcaption>
    </figure>
  );
}
