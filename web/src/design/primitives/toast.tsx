import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { useWords } from "@/lib/language";
import { describe } from "@/lib/problem";

export interface Toast {
  id: number;
  text: string;
  detail?: string | undefined;
  tone: "good" | "bad";
  action?: { label: string; run: () => void } | undefined;
}

const words = { close: ["Dismiss", "إغلاق"], region: ["Messages", "رسائل"] } as const;

let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function dismiss(id: number): void {
  change(toasts.filter((one) => one.id !== id));
}

/** Say that something was done; `action` offers to undo it. */
export function say(text: string, action?: Toast["action"]): void {
  count += 1;
  change([...toasts.slice(-2), { id: count, text, tone: "good", action }]);
}

/** Say what went wrong in the API's own words: what happened, and what to do. */
export function sayError(error: unknown): void {
  count += 1;
  const { detail, remedy } = describe(error);
  change([...toasts.slice(-2), { id: count, text: detail, detail: remedy, tone: "bad" }]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useWords(words);
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), toast.tone === "bad" ? 12_000 : 7_000);
    return () => clearTimeout(timer);
  }, [toast]);
  const Icon = toast.tone === "good" ? CircleCheck : CircleAlert;
  return (
    <li className="arrive pointer-events-auto flex w-full max-w-96 items-start gap-3 rounded-card bg-surface-raised p-3 text-sm shadow-float">
      <Icon aria-hidden className={`mt-px size-4 shrink-0 ${toast.tone === "good" ? "text-live" : "text-failed"}`} />
      <div className="min-w-0 flex-1" dir="auto">
        <p className="text-strong">{toast.text}</p>
        {toast.detail && <p className="mt-1 text-body">{toast.detail}</p>}
      </div>
      {toast.action && (
        <button
          type="button"
          className="font-medium text-action hover:underline"
          onClick={() => {
            toast.action?.run();
            dismiss(toast.id);
          }}
        >
          {toast.action.label}
        </button>
      )}
      <button type="button" aria-label={t("close")} className="text-muted hover:text-strong" onClick={() => dismiss(toast.id)}>
        <X aria-hidden className="size-4" />
      </button>
    </li>
  );
}

export function Toaster() {
  const t = useWords(words);
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div role="region" aria-label={t("region")} aria-live="polite" className="pointer-events-none fixed inset-x-4 bottom-20 z-50 lg:bottom-12">
      <ol className="flex flex-col items-center gap-2">{shown.map((toast) => <ToastCard key={toast.id} toast={toast} />)}</ol>
    </div>
  );
}
