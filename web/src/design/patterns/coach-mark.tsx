import { X } from "lucide-react";
import { useState } from "react";
import { useWords } from "@/lib/language";

const words = { close: ["Understood", "فهمت"] } as const;

function seen(id: string): boolean {
  return localStorage.getItem(`heliograph.coach.${id}`) === "seen";
}

/** A quiet hint for a first look; once dismissed it never comes back. */
export function CoachMark({ id, number, children }: { id: string; number: number; children: string }) {
  const t = useWords(words);
  const [isGone, setGone] = useState(() => seen(id));
  if (isGone) return null;
  return (
    <div role="note" className="arrive mb-3 flex items-start gap-3 rounded-card bg-surface-selected p-3 text-sm text-strong">
      <span aria-hidden className="tabular mt-px inline-flex size-5 shrink-0 items-center justify-center rounded-full bg-action text-xs font-semibold text-on-action">
        {number}
      </span>
      <p className="min-w-0 flex-1">{children}</p>
      <button
        type="button"
        aria-label={t("close")}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-control text-body hover:text-strong"
        onClick={() => {
          localStorage.setItem(`heliograph.coach.${id}`, "seen");
          setGone(true);
        }}
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}
