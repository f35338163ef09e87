import type { ReactNode } from "react";

export interface Segment<T extends string> {
  value: T;
  label: ReactNode;
  name?: string;
}

interface SegmentedProps<T extends string> {
  label: string;
  segments: readonly Segment<T>[];
  value: T;
  onChange: (value: T) => void;
  className?: string;
}

/** One of a few; arrow keys move the choice, as in a group of radio buttons. */
export function Segmented<T extends string>({ label, segments, value, onChange, className = "" }: SegmentedProps<T>) {
  const move = (from: number, step: number, row: HTMLElement) => {
    const next = segments[(from + step + segments.length) % segments.length];
    if (!next) return;
    onChange(next.value);
    row.querySelector<HTMLButtonElement>(`[data-value="${next.value}"]`)?.focus();
  };
  return (
    <div role="radiogroup" aria-label={label} className={`inline-flex h-8 items-center rounded-control bg-surface-sunken p-1 ring-1 ring-inset ring-line-subtle ${className}`}>
      {segments.map((segment, index) => {
        const isChosen = segment.value === value;
        return (
          <button
            key={segment.value}
            type="button"
            role="radio"
            aria-checked={isChosen}
            aria-label={segment.name}
            data-value={segment.value}
            tabIndex={isChosen ? 0 : -1}
            onClick={() => onChange(segment.value)}
            onKeyDown={(event) => {
              const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
              const row = event.currentTarget.parentElement;
              if (!row || !event.key.startsWith("Arrow")) return;
              event.preventDefault();
              move(index, event.key === forward || event.key === "ArrowDown" ? 1 : -1, row);
            }}
            className={`inline-flex h-6 flex-1 items-center justify-center gap-1 rounded-control px-2 text-xs font-medium whitespace-nowrap transition-colors ${
              isChosen ? "bg-surface-raised text-strong ring-1 ring-line-strong" : "text-body hover:text-strong"
            }`}
          >
            {segment.label}
          </button>
        );
      })}
    </div>
  );
}
