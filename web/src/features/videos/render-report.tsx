import { Check, ChevronDown, TriangleAlert, X } from "lucide-react";
import type { FilmCheck, RenderQuality } from "@/api/video-types";
import { evidenceIn } from "@/lib/evidence";
import { useLanguage, useWords } from "@/lib/language";
import { remedyIn } from "@/lib/remedies";
import { renderWords, videoCheckWords } from "./render-words";
import { clock } from "./timeline";

/** Moves the player to a moment, in seconds. */
export type GoToMoment = (seconds: number) => void;
interface CheckProps {
  check: FilmCheck;
  onMoment: GoToMoment | undefined;
}

function useName() {
  const t = useWords(videoCheckWords);
  return (name: string) => (name in videoCheckWords ? t(name as keyof typeof videoCheckWords) : name);
}

const mark = "tabular inline-flex h-6 items-center rounded-full px-2 ring-1 ring-line-subtle ring-inset";

/** When in the film it is: places to go to, or words where there is nothing to be moved. */
function Moments({ list, onMoment }: { list: readonly number[]; onMoment: GoToMoment | undefined }) {
  const t = useWords(renderWords);
  return (
    <div className="contents">
      <dt className="self-center text-muted">{t("moments")}</dt>
      <dd className="flex flex-wrap gap-1">
        {list.map((at) => onMoment ? (
          <button key={at} type="button" aria-label={t("goMoment", { time: clock(at) })} onClick={() => onMoment(at)} className={`${mark} bg-surface-raised font-medium text-strong hover:bg-surface-sunken`}><bdi>{clock(at)}</bdi></button>
        ) : (
          <span key={at} className={`${mark} text-body`}><bdi>{clock(at)}</bdi></span>
        ))}
      </dd>
    </div>
  );
}

function Evidence({ check, onMoment }: CheckProps) {
  const t = useWords(renderWords);
  const { language } = useLanguage();
  const rows = [["found", evidenceIn(language, check.found)], ["allowed", evidenceIn(language, check.allowed ?? "")], ["remedy", check.passed ? "" : remedyIn(language, check.remedy)]] as const;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 ps-6 pb-3 text-xs">
      {rows.map(([name, value]) => value && (
        <div key={name} className="contents">
          <dt className="text-muted">{t(name)}</dt>
          <dd className={`at-start break-words ${name === "remedy" ? "font-medium text-strong" : "text-body"}`} dir="auto">{value}</dd>
        </div>
      ))}
      {check.moments && check.moments.length > 0 && <Moments list={check.moments} onMoment={onMoment} />}
    </dl>
  );
}

function CheckRow({ check, onMoment }: CheckProps) {
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
        <Evidence check={check} onMoment={onMoment} />
      </details>
    </li>
  );
}

const weight = (check: FilmCheck) => (check.passed ? 2 : check.must ? 0 : 1);

/** What the gate found in the finished file: what refuses it first, each with what mends it and when
 *  in the film it is. */
export function RenderReport({ quality, onMoment }: { quality: RenderQuality; onMoment?: GoToMoment | undefined }) {
  const t = useWords(renderWords);
  const checks = [...(quality.checks ?? [])].sort((a, b) => weight(a) - weight(b));
  if (checks.length === 0) return null;
  const held = checks.filter((one) => one.passed);
  return (
    <section aria-label={t("gate")} className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold text-strong">{t("gate")}</h3>
      <p className="text-sm text-body">{t(quality.passed ? "passed" : "refusedText")}</p>
      <ul>{checks.filter((one) => !one.passed).map((one) => <CheckRow key={one.name} check={one} onMoment={onMoment} />)}</ul>
      {held.length > 0 && (
        <details className="group/held">
          <summary className="flex h-8 list-none items-center justify-between gap-2 text-xs text-muted hover:text-strong">{t("held", { count: held.length })}<ChevronDown aria-hidden className="size-4 transition-transform group-open/held:rotate-180" /></summary>
          <ul>{held.map((one) => <CheckRow key={one.name} check={one} onMoment={onMoment} />)}</ul>
        </details>
      )}
    </section>
  );
}
