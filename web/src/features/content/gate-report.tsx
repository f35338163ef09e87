import { Check, ChevronDown, X } from "lucide-react";
import type { Quality } from "@/api/types";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import { checkWords, studioWords } from "./words";

function useCheckName() {
  const t = useWords(checkWords);
  return (name: string) => {
    if (name in checkWords) return t(name as keyof typeof checkWords);
    const spaced = name.replaceAll(/[_.]/g, " ");
    return spaced.slice(0, 1).toUpperCase() + spaced.slice(1);
  };
}

/** Why the gate let the piece through, or did not: the refusals first, each with its reason. */
export function GateReport({ quality }: { quality: Quality }) {
  const t = useWords(studioWords);
  const { language } = useLanguage();
  const nameOf = useCheckName();
  const checks = [...(quality.checks ?? [])].sort((a, b) => Number(a.passed) - Number(b.passed));
  return (
    <details open={!quality.passed} className="group/report">
      <summary className="flex list-none items-center justify-between gap-2">
      <span className={`inline-flex items-center gap-2 rounded-full px-3 py-1 text-sm font-medium ${quality.passed ? "bg-wash-live text-live" : "bg-wash-failed text-failed"}`}>
        {quality.passed ? <Check aria-hidden className="size-4" /> : <X aria-hidden className="size-4" />}
        {quality.passed ? t("passed", { score: percent(quality.score ?? 0, language) }) : t("refusedGate")}
      </span>
      <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open/report:rotate-180" />
      </summary>
      {!quality.passed && <p className="mt-2 text-sm text-body">{t("refusedText")}</p>}
      <ul className="mt-2">
        {checks.map((check) => (
          <li key={check.name} className="border-b border-subtle last:border-b-0">
            <details className="group/check" open={!check.passed}>
              <summary className="flex h-8 list-none items-center gap-2 text-sm text-body hover:text-strong">
                {check.passed ? <Check aria-hidden className="size-4 shrink-0 text-live" /> : <X aria-hidden className="size-4 shrink-0 text-failed" />}
                <span className="min-w-0 flex-1 truncate">{nameOf(check.name)}</span>
                <span className="tabular text-xs text-muted">{percent(check.score, language)}</span>
                <ChevronDown aria-hidden className="size-4 shrink-0 text-muted transition-transform group-open/check:rotate-180" />
              </summary>
              <p className="pb-2 ps-6 text-xs text-muted" dir="auto">{check.detail}</p>
            </details>
          </li>
        ))}
      </ul>
    </details>
  );
}
