import { CircleAlert } from "lucide-react";
import type { RuleProblem } from "@/api/types";

/** What stops the post at a field, each with what mends it. */
export function ProblemList({ problems }: { problems: readonly RuleProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul role="alert" className="flex flex-col gap-1">
      {problems.map((one) => (
        <li key={`${one.field}-${one.rule}-${one.remedy}`} className="flex items-start gap-2 text-xs text-failed" dir="auto">
          <CircleAlert aria-hidden className="mt-px size-4 shrink-0" />
          <span className="at-start min-w-0" title={one.allowed ? `${one.found} / ${one.allowed}` : undefined}>{one.remedy}</span>
        </li>
      ))}
    </ul>
  );
}
