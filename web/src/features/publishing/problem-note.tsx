import type { Post } from "@/api/types";

/** What happened, and what to do about it. */
export function ProblemNote({ problem }: { problem: NonNullable<Post["problem"]> }) {
  return (
    <div role="note" className="rounded-card bg-wash-failed p-3 text-sm" dir="auto">
      <p className="text-body">{problem.detail}</p>
      <p className="mt-1 font-medium text-strong">{problem.remedy}</p>
    </div>
  );
}
