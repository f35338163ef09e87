import { Check, TriangleAlert, X } from "lucide-react";
import { IconButton } from "@/design/primitives/icon-button";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import type { Sending } from "./use-resumable";
import { libraryWords } from "./words";

/** Files on their way: how far each is, and what stopped one. */
export function UploadsList({ sendings, onStop }: { sendings: readonly Sending[]; onStop: (key: string) => void }) {
  const t = useWords(libraryWords);
  const { language } = useLanguage();
  if (sendings.length === 0) return null;
  return (
    <ul aria-live="polite" className="mb-4 flex flex-col divide-y divide-line-subtle rounded-card border border-subtle bg-surface-raised">
      {sendings.map((one) => (
        <li key={one.key} className="flex items-center gap-3 px-4 py-2 text-sm">
          {one.state === "done" && <Check aria-hidden className="size-4 text-live" />}
          {one.state === "failed" && <TriangleAlert aria-hidden className="size-4 text-failed" />}
          <span className="min-w-0 flex-1">
            <span className="flex justify-between gap-4"><bdi className="truncate text-strong">{one.name}</bdi><span className="tabular shrink-0 text-xs text-muted">{one.state === "done" ? t("done") : one.state === "sending" ? percent(one.share, language) : ""}</span></span>
            {one.state === "sending" && <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-line-subtle"><span className="block h-full rounded-full bg-action" style={{ inlineSize: `${one.share * 100}%` }} /></span>}
            {one.trouble && <span className="at-start block text-xs text-failed" dir="auto">{one.trouble}</span>}
          </span>
          <IconButton icon={X} size="sm" label={t(one.state === "sending" ? "stop" : "dismiss", { name: one.name })} onClick={() => onStop(one.key)} />
        </li>
      ))}
    </ul>
  );
}
