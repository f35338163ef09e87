import { Check, ChevronDown, TriangleAlert, X } from "lucide-react";
import type { Check as GateCheck } from "@/api/types";
import type { RenderQuality } from "@/api/video-types";
import { useWords } from "@/lib/language";
import { renderWords, videoCheckWords } from "./render-words";

function useName() {
  const t = useWords(videoCheckWords);
  return (name: string) => (name in videoCheckWords ? t(name as keyof typeof videoCheckWords) : name);
}

function Evidence({ check }: { check: GateCheck }) {
  const t = useWords(renderWords);
  const rows = [["found", check.found], ["allowed", check.allowed], ["remedy", check.passed ? "" : check.remedy]] as const;
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
  const nameOf = useName();
  const Icon = check.passed ? Check : check.must ? X : TriangleAlert;
  const tone = check.passed ? "text-live" : check.must ? "text-failed" : "text-waiting";
  return (
    <li className="border-b border-subtle last:border-b-0">
      <details className="group/check" open={!check.passed}>
        <summary className="flex min-h-8 list-none items-center gap-2 text-sm text-body hover:text-strong">
          <Icon aria-hidden className={`size-4 shrink-0 ${tone}`} />
          <span className="min-w-0 flex-1 truncate">{nameOf(check.name)}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted transition-transform group-open/check:rotate-180" />
        </summary>
        <Evidence check={check} />
      </details>
    </li>
  );
}

const weight = (check: GateCheck) => (check.passed ? 2 : check.must ? 0 : 1);

/** What the gate found in the finished file: what refuses it first, each with what mends it. */
export function RenderReport({ quality }: { quality: RenderQuality }) {
  const t = useWords(renderWords);
  const checks = [...(quality.checks ?? [])].sort((a, b) => weight(a) - weight(b));
  if (checks.length === 0) return null;
  const held = checks.filter((one) => one.passed);
  return (
    <section aria-label={t("gate")} className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold text-strong">{t("gate")}</h3>
      <p className="text-sm text-body">{t(quality.passed ? "passed" : "refusedText")}</p>
      <ul>{checks.filter((one) => !one.passed).map((one) => <CheckRow key={one.name} check={one} />)}</ul>
      {held.length > 0 && (
        <details className="group/held">
          <summary className="flex h-8 list-none items-center justify-between gap-2 text-xs text-muted hover:text-strong">{t("held", { count: held.length })}<ChevronDown aria-hidden className="size-4 transition-transform group-open/held:rotate-180" /></summary>
          <ul>{held.map((one) => <CheckRow key={one.name} check={one} />)}</ul>
        </details>
      )}
    </section>
  );
}
