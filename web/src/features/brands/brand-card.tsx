import { Link } from "@tanstack/react-router";
import type { Brand } from "@/api/types";
import { BrandMark } from "@/design/patterns/brand-mark";
import { useLanguage, useWords } from "@/lib/language";
import { zoneName } from "@/lib/time";
import { PaletteStrip } from "./palette";
import { brandWords } from "./words";

export function BrandCard({ brand, channels }: { brand: Brand; channels: number }) {
  const t = useWords(brandWords);
  const { language } = useLanguage();
  return (
    <Link
      to="/brands/$brandId"
      params={{ brandId: brand.id }}
      className="group flex flex-col gap-4 rounded-card border border-subtle bg-surface-raised p-4 transition-colors hover:border-strong"
    >
      <span className="flex items-center gap-3">
        <BrandMark brand={brand} size="lg" />
        <span className="min-w-0 flex-1">
          <span className="at-start block truncate font-semibold text-strong" dir="auto">{brand.name}</span>
          <span className="at-start block truncate text-xs text-muted" dir="ltr">@{brand.handle.replace(/^@/, "")}</span>
        </span>
      </span>
      <span className="at-start line-clamp-2 min-h-10 text-sm text-body" dir="auto">{brand.voice.samples[0] ?? (brand.audience || brand.voice.tone.join(", "))}</span>
      <span className="flex items-center justify-between gap-3 text-xs text-muted">
        <span>{t("channels", { count: channels })}</span>
        <span className="truncate">{zoneName(brand.time_zone, language)}</span>
      </span>
      <PaletteStrip palette={brand.kit.palette} />
    </Link>
  );
}
