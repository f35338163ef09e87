import type { UseQueryResult } from "@tanstack/react-query";
import { useRedo } from "@/api/content";
import type { Content, Run } from "@/api/types";
import { sayError } from "@/design/primitives/toast";
import { SectionTitle } from "@/design/patterns/page";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { GateReport } from "./gate-report";
import { StepList } from "./step-list";
import { studioWords } from "./words";

interface MakingPanelProps {
  query: UseQueryResult<Run>;
  runId: string | undefined;
  piece: Content | undefined;
  isMoving: boolean;
}

const card = "rounded-card border border-subtle bg-surface-raised p-4";

/** How the piece is made: the steps with their receipts, then what the gate says. */
export function MakingPanel({ query, runId, piece, isMoving }: MakingPanelProps) {
  const t = useWords(studioWords);
  const redo = useRedo(runId ?? "");
  const run = query.data;
  const failure = run?.error ? Object.assign(new Error(run.error.detail ?? ""), { title: run.error.title, remedy: run.error.remedy }) : null;
  return (
    <>
      <section className={card}>
        <SectionTitle>{t("steps")}</SectionTitle>
        {query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <StepList run={run} onRedo={(step) => redo.mutate(step, { onError: sayError })} />}
        {failure && <div className="mt-3"><Failure error={failure} /></div>}
      </section>
      {piece?.quality.checks?.length && !isMoving ? (
        <section className={card}>
          <SectionTitle>{t("gate")}</SectionTitle>
          <GateReport key={`${piece.id}-${piece.version}`} quality={piece.quality} />
        </section>
      ) : null}
    </>
  );
}
