import { useWords } from "@/lib/language";
import { statusWords, toneOf, type ShownStatus } from "./status-words";

const fills = { plain: "fill-current text-muted", live: "fill-live", waiting: "fill-waiting", failed: "fill-failed", action: "fill-action" };
const strokes = { plain: "stroke-current text-muted", live: "stroke-live", waiting: "stroke-waiting", failed: "stroke-failed", action: "stroke-action" };

const hollow: ReadonlySet<ShownStatus> = new Set(["scheduled", "draft", "cancelled", "removed"]);

/** The shape differs as well as the colour, so that neither is needed to read it. */
export function StatusDot({ status, className = "size-3" }: { status: ShownStatus; className?: string }) {
  const tone = toneOf(status);
  return (
    <svg aria-hidden viewBox="0 0 12 12" className={`shrink-0 ${className}`}>
      {hollow.has(status) ? (
        <circle cx="6" cy="6" r="4" fill="none" strokeWidth="1.75" strokeDasharray={status === "draft" ? "2 2" : undefined} className={strokes[tone]} />
      ) : tone === "failed" ? (
        <path d="M6 1l5 5-5 5-5-5z" className={fills[tone]} />
      ) : tone === "waiting" ? (
        <path d="M6 1.200l5.2 9.300H.800z" className={fills[tone]} />
      ) : (
        <circle cx="6" cy="6" r="4" className={`${fills[tone]} ${status === "publishing" ? "breathe" : ""}`} />
      )}
      {(status === "cancelled" || status === "removed") && <path d="M3 9l6-6" strokeWidth="1.5" className={strokes[tone]} />}
    </svg>
  );
}

export function StatusMark({ status }: { status: ShownStatus }) {
  const t = useWords(statusWords);
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <StatusDot status={status} />
      {t(status)}
    </span>
  );
}
