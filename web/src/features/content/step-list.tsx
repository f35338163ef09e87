import { Check, CircleDashed, LoaderCircle, RotateCcw, X } from "lucide-react";
import type { Run, Step, StepName } from "@/api/types";
import { IconButton } from "@/design/primitives/icon-button";
import { useLanguage, useWords } from "@/lib/language";
import { cost } from "@/lib/numbers";
import { duration } from "@/lib/time";
import { studioWords } from "./words";

const order: readonly StepName[] = ["facts", "plan", "words", "picture", "gate"];
const names = { facts: "stepFacts", plan: "stepPlan", words: "stepWords", picture: "stepPicture", gate: "stepGate" } as const;

function StepMark({ status }: { status: Step["status"] }) {
  const box = "flex size-5 shrink-0 items-center justify-center rounded-full";
  if (status === "running") return <LoaderCircle aria-hidden className="size-5 shrink-0 animate-spin text-action" />;
  if (status === "done" || status === "reused") return <span className={`${box} bg-wash-live text-live`}><Check aria-hidden className="size-3" /></span>;
  if (status === "failed") return <span className={`${box} bg-wash-failed text-failed`}><X aria-hidden className="size-3" /></span>;
  return <CircleDashed aria-hidden className="size-5 shrink-0 text-muted" />;
}

function useReceipt() {
  const t = useWords(studioWords);
  const { language } = useLanguage();
  return (step: Step): string => {
    if (step.status === "waiting") return t("waitingStep");
    if (step.status === "running") return t("runningStep");
    if (step.status === "failed") return t("failedStep");
    const paid = step.cost ? cost(step.cost) : t("free");
    const receipt = step.milliseconds === null ? paid : `${duration(step.milliseconds, language)} · ${paid}`;
    return step.status === "reused" ? `${t("reused")} · ${receipt}` : receipt;
  };
}

interface StepRowProps {
  name: StepName;
  step: Step | null;
  isFirst: boolean;
  canRedo: boolean;
  onRedo: () => void;
}

const ended: ReadonlySet<Step["status"]> = new Set(["done", "reused", "failed"]);

function StepRow({ name, step, isFirst, canRedo, onRedo }: StepRowProps) {
  const t = useWords(studioWords);
  const receipt = useReceipt();
  const status = step?.status ?? "waiting";
  const isEnded = ended.has(status);
  return (
    <li className="relative flex h-10 items-center gap-3">
      {!isFirst && <span aria-hidden className="absolute -top-3 start-2 ms-px h-6 w-px bg-line-subtle" />}
      <span className="relative z-1 bg-surface-raised"><StepMark status={status} /></span>
      <span className="min-w-0 flex-1">
        <span className={`block truncate text-sm ${status === "waiting" ? "text-muted" : "font-medium text-strong"}`}>{t(names[name])}</span>
        {step && (
          <span className="tabular block truncate text-xs text-muted">
            {receipt(step)}
            {step.provider && isEnded && <> · <bdi>{step.provider}</bdi></>}
          </span>
        )}
      </span>
      {isEnded && canRedo && <IconButton icon={RotateCcw} size="sm" label={t("redo", { step: t(names[name]) })} onClick={onRedo} />}
    </li>
  );
}

interface StepListProps {
  run: Run | undefined;
  onRedo: (step: StepName) => void;
}

/** The steps as they are made, each with its time and cost; every finished one can be made again. */
export function StepList({ run, onRedo }: StepListProps) {
  const t = useWords(studioWords);
  const { language } = useLanguage();
  const steps = order.map((name) => run?.steps.find((one) => one.name === name) ?? null);
  const isMoving = run?.status === "running" || run?.status === "waiting";
  const milliseconds = steps.reduce((sum, step) => sum + (step?.milliseconds ?? 0), 0);
  const paid = steps.reduce((sum, step) => sum + (step?.cost ?? 0), 0);
  return (
    <div aria-live="polite">
      <ol>
        {order.map((name, index) => (
          <StepRow key={name} name={name} step={steps[index] ?? null} isFirst={index === 0} canRedo={!isMoving} onRedo={() => onRedo(name)} />
        ))}
      </ol>
      {run?.status === "done" && (
        <p className="tabular mt-2 border-t border-subtle pt-2 text-xs text-muted">
          {t("total", { time: duration(milliseconds, language), cost: paid ? cost(paid) : t("free") })}
        </p>
      )}
    </div>
  );
}
