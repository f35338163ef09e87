import type { Quota } from "@/api/types";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";
import { fromNow } from "@/lib/time";
import { shownQuotas } from "./quotas";
import { channelWords } from "./words";

/** What is left of the network's allowances, as thin bars; the tightest first. */
export function QuotaBars({ quotas, now }: { quotas: readonly Quota[]; now: Date }) {
  const t = useWords(channelWords);
  const { language } = useLanguage();
  const shown = shownQuotas(quotas, now);
  if (shown.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {shown.map((quota) => {
        const share = quota.limit > 0 ? quota.remaining / quota.limit : 0;
        const isLow = share < 0.1;
        return (
          <li key={`${quota.scope}-${quota.name}`}>
            <p className="flex items-baseline justify-between gap-2 text-xs text-muted">
              <span className="min-w-0 truncate"><bdi>{quota.name.replaceAll("_", " ")}</bdi>{quota.scope === "app" && <> · {t("quotaApp")}</>}</span>
              <span className={`tabular shrink-0 ${isLow ? "text-waiting" : ""}`} title={t("quotaResets", { when: fromNow(quota.resets_at, now, language) })}>
                {t("quotaLeft", { left: whole(quota.remaining, language), limit: whole(quota.limit, language) })}
              </span>
            </p>
            <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-line-subtle">
              <span style={{ inlineSize: `${Math.max(0, Math.min(share, 1)) * 100}%` }} className={`block h-full rounded-full ${isLow ? "bg-waiting" : "bg-line-control"}`} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
