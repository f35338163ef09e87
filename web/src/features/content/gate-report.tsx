import { Check, ChevronDown, TriangleAlert, UserRound, X } from "lucide-react";
import type { Check as GateCheck, Quality } from "@/api/types";
import { evidenceIn } from "@/lib/evidence";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import { useCheckName } from "@/lib/checks";
import { remedyIn } from "@/lib/remedies";
import { studioWords } from "./words";

function Mark({ check }: { check: GateCheck }) {
  if (check.passed) return <Check aria-hidden className="size-4 shrink-0 text-live" />;
  return check.must ? <X aria-hidden className="size-4 shrink-0 text-failed" /> : <TriangleAlert aria-hidden className="size-4 shrink-0 text-waiting" />;
}

/** What was found beside what is allowed, and what mends it. */
function Evidence({ check }: { check: GateCheck }) {
  const t = useWords(studioWords);
  const { language } = useLanguage();
  if (!check.found) return <p className="at-start pb-2 ps-6 text-xs text-muted" dir="auto">{check.detail}</p>;
  const rows = [["found", evidenceIn(language, check.found)], ["allowed", evidenceIn(language, check.allowed ?? "")], ["remedy", check.passed ? "" : remedyIn(language, check.remedy ?? "")]] as const;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 ps-6 pb-3 text-xs">
      {rows.map(([name, value]) => value && (
        <div key={name} className="contents">
          <dt className="text-muted">{t(name)}</dt>
          <dd className={`at-start break-words ${name === "remedy" ? "font-medium text-strong" : "text-body"}`} dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function CheckRow({ check }: { check: GateCheck }) {
  const { language } = useLanguage();
  const nameOf = useCheckName();
  return (
    <li className="border-b border-subtle last:border-b-0">
      <details className="group/check" open={!check.passed}>
        <summary className="flex min-h-8 list-none items-center gap-2 text-sm text-body hover:text-strong">
          <Mark check={check} />
          <span className="min-w-0 flex-1 truncate">{nameOf(check.name)}</span>
          <span className="tabular text-xs text-muted">{percent(check.score, language)}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted transition-transform group-open/check:rotate-180" />
        </summary>
        <Evidence check={check} />
      </details>
    </li>
  );
}

/** Worst first: what refuses, what only costs points, what holds. */
function weight(check: GateCheck): number {
  if (check.passed) return 2;
  return check.must ? 0 : 1;
}

function Verdict({ quality }: { quality: Quality }) {
  const t = useWords(studioWords);
  const { language } = useLanguage();
  const isPassed = quality.passed ?? false;
  const Icon = isPassed ? Check : X;
  return (
    <span className={`inline-flex items-center gap-2 rounded-full px-3 py-1 text-sm font-medium ${isPassed ? "bg-wash-live text-live" : "bg-wash-failed text-failed"}`}>
      <Icon aria-hidden className="size-4" />
      {isPassed ? t("passed", { score: percent(quality.score ?? 0, language) }) : t("refusedGate")}
    </span>
  );
}

/** Why a person is asked, in the words of the check that asks where it has any. */
export function asksOf(quality: Quality): readonly string[] {
  const told = (quality.checks ?? []).filter((one) => one.name === "needs_person" && !one.passed).flatMap((one) => (one.allowed ? [one.allowed] : []));
  return told.length > 0 ? told : (quality.asks ?? []).map((ask) => ask.replace(/^[a-z_]+: /, ""));
}

/** Why the gate let the piece through, or did not: the refusals first, each with its reason. */
export function GateReport({ quality }: { quality: Quality }) {
  const t = useWords(studioWords);
  const { language } = useLanguage();
  const all = quality.checks ?? [];
  const asks = asksOf(quality).map((ask) => evidenceIn(language, ask));
  // The note above the list says it already.
  const checks = all.filter((one) => !(quality.needs_person && one.name === "needs_person" && !one.passed)).sort((a, b) => weight(a) - weight(b));
  const held = checks.filter((one) => one.passed).length;
  const warned = checks.filter((one) => !one.passed && !one.must).length;
  return (
    <details open={!quality.passed || warned > 0} className="group/report">
      <summary className="flex list-none items-center justify-between gap-2">
        <Verdict quality={quality} />
        <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open/report:rotate-180" />
      </summary>
      {!quality.passed && <p className="mt-2 text-sm text-body">{t("refusedText")}</p>}
      {quality.needs_person && (
        <div className="mt-3 flex items-start gap-2 rounded-control bg-wash-waiting px-3 py-2 text-xs text-body">
          <UserRound aria-hidden className="size-4 shrink-0 text-waiting" />
          <p><span className="font-medium text-strong">{t("needsPerson")}</span>{asks.map((ask) => <span key={ask} className="at-start block first-letter:uppercase" dir="auto">{ask}</span>)}</p>
        </div>
      )}
      <ul className="mt-2">{checks.filter((one) => !one.passed).map((check) => <CheckRow key={check.name} check={check} />)}</ul>
      {held > 0 && (
        <details className="group/held" open={held === checks.length}>
          <summary className="flex h-8 list-none items-center justify-between gap-2 text-xs text-muted hover:text-strong">{t("held", { count: held })}<ChevronDown aria-hidden className="size-4 transition-transform group-open/held:rotate-180" /></summary>
          <ul>{checks.filter((one) => one.passed).map((check) => <CheckRow key={check.name} check={check} />)}</ul>
        </details>
      )}
    </details>
  );
}
