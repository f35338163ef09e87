import { Check, TriangleAlert } from "lucide-react";
import type { Brand } from "@/api/types";
import { contrast } from "@/lib/contrast";
import { useWords } from "@/lib/language";
import { brandWords } from "./words";

/** What stands on what in the designs, and how clear it must be there. */
const pairs = [
  { on: "background", of: "ink", least: 4.5 },
  { on: "support", of: "ink", least: 4.5 },
  { on: "background", of: "accent", least: 3 },
] as const;

/** How well the colours can be read on each other, told while they are picked. */
export function ContrastList({ palette }: { palette: Brand["kit"]["palette"] }) {
  const t = useWords(brandWords);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-xs text-muted">{t("contrast")}</p>
      <ul aria-label={t("contrast")} className="flex flex-col gap-1">
        {pairs.map(({ on, of, least }) => {
          const ratio = contrast(palette[of] ?? "", palette[on] ?? "");
          if (Number.isNaN(ratio)) return null;
          const isClear = ratio >= least;
          return (
            <li key={`${on}-${of}`} className="flex items-center gap-3 text-xs">
              <span aria-hidden dir="ltr" className="flex h-6 w-10 shrink-0 items-center justify-center rounded-control font-semibold" style={{ background: palette[on], color: palette[of] }}>Aa</span>
              <span className="min-w-0 flex-1 text-body">{t("pair", { of: t(of), on: t(on) })}</span>
              <span dir="ltr" className={`tabular ${isClear ? "text-muted" : "font-semibold text-waiting"}`}>{(Math.floor(ratio * 10) / 10).toFixed(1)}</span>
              {isClear ? <Check aria-hidden className="size-4 text-live" /> : <TriangleAlert aria-label={t("unclear", { least })} className="size-4 text-waiting" />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
