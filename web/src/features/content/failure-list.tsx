import { ChevronDown } from "lucide-react";
import type { Batch } from "@/api/types";
import { useLanguage, useWords } from "@/lib/language";
import { sentences } from "@/lib/problem";
import { dayMonth } from "@/lib/time";
import { monthWords } from "./month-words";

interface FailureListProps {
  failures: Batch["failures"];
  nameOf: (type: string) => string;
  isOpen: boolean;
}

/** What did not pass, each with the reason in the API's own words. */
export function FailureList({ failures, nameOf, isOpen }: FailureListProps) {
  const t = useWords(monthWords);
  const { language } = useLanguage();
  return (
    <details className="group" open={isOpen}>
      <summary className="flex h-8 list-none items-center gap-2 text-sm text-body hover:text-strong">
        <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
        {t("failures")} <span className="tabular text-muted">{failures.length}</span>
      </summary>
      <ul className="flex max-h-80 flex-col divide-y divide-line-subtle overflow-y-auto">
        {failures.map((one) => (
          <li key={one.content_id} className="grid gap-x-4 gap-y-1 py-2 text-xs sm:grid-cols-[12rem_minmax(0,1fr)]">
            <span className="text-body"><bdi>{nameOf(one.type)}</bdi> · <span className="tabular">{dayMonth(one.target_date, language)}</span> · <span className={one.status === "failed" ? "text-failed" : "text-waiting"}>{t(one.status === "failed" ? "failed" : "refused")}</span></span>
            <span className="at-start min-w-0 break-words text-muted" dir="auto">{sentences(one.error?.detail ?? one.error?.title, one.error?.remedy)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
