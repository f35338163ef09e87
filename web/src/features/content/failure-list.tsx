import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { content } from "@/api/content";
import type { Batch, Content } from "@/api/types";
import { useCheckName } from "@/lib/checks";
import { useLanguage, useWords } from "@/lib/language";
import { sentences } from "@/lib/problem";
import { remedyIn } from "@/lib/remedies";
import { dayMonth } from "@/lib/time";
import { monthWords } from "./month-words";

type Failure = Batch["failures"][number];

interface FailureListProps {
  failures: readonly Failure[];
  nameOf: (type: string) => string;
  isOpen: boolean;
}

/** The checks that refused a piece, each with what was found. */
function Refusals({ piece }: { piece: Content }) {
  const checkName = useCheckName();
  const { language } = useLanguage();
  const refusing = (piece.quality.checks ?? []).filter((one) => !one.passed && one.must);
  return refusing.map((one) => <span key={one.name} className="at-start block" dir="auto">{checkName(one.name)}: {sentences(one.found, remedyIn(language, one.remedy ?? ""))}</span>);
}

function FailureRow({ failure, nameOf, isOpen }: { failure: Failure; nameOf: (type: string) => string; isOpen: boolean }) {
  const t = useWords(monthWords);
  const { language } = useLanguage();
  const isRefused = failure.status === "refused";
  const { data } = useQuery({ ...content(failure.content_id), enabled: isOpen && isRefused });
  return (
    <li className="grid gap-x-4 gap-y-1 py-2 text-xs sm:grid-cols-[14rem_minmax(0,1fr)_auto]">
      <span className="text-body"><bdi>{failure.brand}</bdi> · <bdi>{nameOf(failure.type)}</bdi> · <span className="tabular">{dayMonth(failure.target_date, language)}</span> · <span className={isRefused ? "text-waiting" : "text-failed"}>{t(failure.status)}</span></span>
      <span className="at-start line-clamp-3 min-w-0 break-words text-muted" dir="auto">
        {data ? <Refusals piece={data} /> : sentences(failure.error?.detail ?? failure.error?.title, failure.error?.remedy)}
      </span>
      <Link to="/create" search={{ type: failure.type, date: failure.target_date, piece: failure.content_id, ...(data && { brand: data.brand_id, ...(data.run_id && { run: data.run_id }) }) }} className="font-medium text-action hover:underline">{t("open")}</Link>
    </li>
  );
}

/** What did not pass, each with its reason and one click away. */
export function FailureList({ failures, nameOf, isOpen }: FailureListProps) {
  const t = useWords(monthWords);
  return (
    <details className="group" open={isOpen}>
      <summary className="flex h-8 list-none items-center gap-2 text-sm text-body hover:text-strong">
        <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
        {t("failures")} <span className="tabular text-muted">{failures.length}</span>
      </summary>
      <ul className="flex max-h-80 flex-col divide-y divide-line-subtle overflow-y-auto">
        {failures.map((one) => <FailureRow key={one.content_id} failure={one} nameOf={nameOf} isOpen={isOpen} />)}
      </ul>
    </details>
  );
}
