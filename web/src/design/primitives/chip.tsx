import { X } from "lucide-react";
import type { ReactNode } from "react";

export type Tone = "plain" | "live" | "waiting" | "failed" | "proposed";

const tones: Record<Tone, string> = {
  plain: "bg-surface-page text-body ring-line-subtle",
  live: "bg-wash-live text-live ring-transparent",
  waiting: "bg-wash-waiting text-waiting ring-transparent",
  failed: "bg-wash-failed text-failed ring-transparent",
  proposed: "bg-wash-proposed text-proposed ring-transparent",
};

export function Chip({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={`inline-flex h-6 max-w-full items-center gap-1 rounded-full px-2 text-xs whitespace-nowrap ring-1 ring-inset ${tones[tone]}`}>
      {children}
    </span>
  );
}

interface RemovableChipProps {
  children: ReactNode;
  removeLabel: string;
  onRemove: () => void;
}

export function RemovableChip({ children, removeLabel, onRemove }: RemovableChipProps) {
  return (
    <span className="inline-flex h-7 items-center gap-1 rounded-full bg-surface-selected ps-3 pe-1 text-xs font-medium text-strong">
      {children}
      <button type="button" aria-label={removeLabel} onClick={onRemove} className="inline-flex size-5 items-center justify-center rounded-full text-muted hover:bg-surface-hover hover:text-strong">
        <X aria-hidden className="size-3" />
      </button>
    </span>
  );
}
