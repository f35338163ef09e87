import type { HistoryEntry } from "@/api/types";
import { phrase, useLanguage, useWords, type Language } from "@/lib/language";
import { dayMonth, exactTime, relativeDay } from "@/lib/time";
import { groupBy } from "@/lib/group";
import { toWall } from "@/lib/zones";
import { historyWords, postWords } from "./words";

type Kind = keyof typeof historyWords;

const colours: Partial<Record<string, string>> = {
  published: "bg-live",
  answered: "bg-live",
  refused: "bg-failed",
  failed: "bg-failed",
  no_answer: "bg-waiting",
  retry: "bg-waiting",
  held: "bg-waiting",
  late: "bg-waiting",
  waiting: "bg-waiting",
  by_hand: "bg-live",
  part: "bg-live",
  accepted: "bg-action",
  stopped: "bg-failed",
  asked: "bg-action",
};

function sentenceOf(entry: HistoryEntry, language: Language): string {
  if (language === "en" || !(entry.kind in historyWords)) return entry.sentence;
  return phrase(language, historyWords[entry.kind as Kind]);
}

/** The number of the try, where the sentence has not told it already. */
function saysAttempt(entry: HistoryEntry, language: Language): boolean {
  return (entry.attempt ?? 0) > 1 && !sentenceOf(entry, language).includes("attempt");
}

interface LedgerProps {
  entries: readonly HistoryEntry[];
  zone: string;
  now: Date;
}

/** The life of a post, line by line, on the clocks of its channel. */
export function Ledger({ entries, zone, now }: LedgerProps) {
  const t = useWords(postWords);
  const { language } = useLanguage();
  if (entries.length === 0) return <p className="text-sm text-muted">{t("noHistory")}</p>;
  const days = groupBy(entries, (entry) => toWall(entry.at, zone).slice(0, 10));
  return (
    <div className="flex flex-col gap-4">
      {days.map((group) => {
        const first = group[0];
        if (!first) return null;
        const day = toWall(first.at, zone).slice(0, 10);
        const near = relativeDay(first.at, zone, now, language);
        const full = dayMonth(day, language);
        return (
          <section key={day}>
            <h3 className="mb-2 text-xs font-medium text-muted"><span className="inline-block first-letter:uppercase">{near}</span>{near === full ? "" : ` · ${full}`}</h3>
            <ol className="flex flex-col">
              {group.map((entry, index) => (
                <li key={`${entry.at}-${index}`} className="group relative flex gap-3 pb-3 last:pb-0">
                  <span aria-hidden className="absolute start-18 top-2 -bottom-2 ms-px w-px bg-line-subtle group-last:hidden" />
                  <time dateTime={entry.at} className="tabular w-16 shrink-0 font-mono text-xs leading-5 text-muted" dir="ltr">
                    {exactTime(entry.at, zone)}
                  </time>
                  <span aria-hidden className={`relative z-1 mt-2 -ms-1 size-2 shrink-0 rounded-full ring-4 ring-surface-page ${colours[entry.kind] ?? "bg-line-strong"}`} />
                  <span className="min-w-0 flex-1 text-body" dir="auto">
                    {sentenceOf(entry, language)}
                    {saysAttempt(entry, language) && <span className="text-muted"> · {t("attempt", { count: entry.attempt ?? 0 })}</span>}
                  </span>
                </li>
              ))}
            </ol>
          </section>
        );
      })}
    </div>
  );
}
