import { useQuery } from "@tanstack/react-query";
import { Check, TriangleAlert } from "lucide-react";
import { comparison, useCompare } from "@/api/styles";
import type { Comparison, Likeness } from "@/api/style-types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Failure } from "@/design/patterns/states";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import { likenessWords } from "./likeness-words";
import { useChoiceName } from "./style-facts";

function useFeatureName() {
  const t = useWords(likenessWords);
  return (name: string) => (`f_${name}` in likenessWords ? t(`f_${name}` as keyof typeof likenessWords) : name);
}

/** Colours are told as "#102030 #405060": they are seen, not read. */
const coloursOf = (told: string) => (/^(#[0-9a-f]{6} ?)+$/i.test(told) ? told.trim().split(" ") : null);

/** "push_in 54%, static 46%": names of choices with their shares, or one name alone. */
const CHOICES = /^[a-z_]+( \d+%)?(, [a-z_]+ \d+%)*$/;

/** What is measured in words, in the reader's: "1.33 s", "96.00 beats a minute", "no beat". */
function useMeasured() {
  const t = useWords(likenessWords);
  return (told: string) => {
    if (told === "no beat") return t("noBeat");
    const [, value, unit] = /^([\d.]+) (s|beats a minute)$/.exec(told) ?? [];
    return value ? t(unit === "s" ? "seconds" : "beats", { value }) : told;
  };
}

function Told({ children }: { children: string }) {
  const nameOf = useChoiceName();
  const measured = useMeasured();
  const colours = coloursOf(children);
  if (!colours) return <bdi>{CHOICES.test(children) ? children.replace(/[a-z_]+/g, nameOf) : measured(children)}</bdi>;
  return (
    <span className="flex h-5 max-w-32 overflow-hidden rounded-control ring-1 ring-inset ring-line-subtle">
      {colours.map((colour) => <span key={colour} title={colour} style={{ background: colour }} className="block flex-1"><span className="sr-only">{colour}</span></span>)}
    </span>
  );
}

function Row({ one }: { one: Likeness }) {
  const t = useWords(likenessWords);
  const nameOf = useFeatureName();
  const { language } = useLanguage();
  const Icon = one.is_kept ? Check : TriangleAlert;
  return (
    <tr className="border-t border-subtle align-top">
      <th scope="row" className="py-2 pe-4 text-start font-medium text-strong">{nameOf(one.feature)}</th>
      <td className="py-2 pe-4 text-body"><Told>{one.reference}</Told></td>
      <td className="py-2 pe-4 text-body"><Told>{one.result}</Told></td>
      <td className="tabular py-2 text-end whitespace-nowrap text-strong">
        <span className="inline-flex items-center gap-1">{percent(one.alike, language)}<Icon aria-label={t(one.is_kept ? "kept" : "apart")} className={`size-4 ${one.is_kept ? "text-live" : "text-waiting"}`} /></span>
      </td>
    </tr>
  );
}

function Table({ found }: { found: Comparison }) {
  const t = useWords(likenessWords);
  const { language } = useLanguage();
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-strong">{t("overall", { share: percent(found.overall ?? 0, language), version: found.version ?? 0 })}</p>
      <div className="overflow-x-auto">
        <table className="w-full text-sm">
          <thead><tr className="text-xs text-muted">{(["feature", "reference", "result", "alike"] as const).map((name) => <th key={name} scope="col" className={`pb-2 font-normal ${name === "alike" ? "text-end" : "pe-4 text-start"}`}>{t(name)}</th>)}</tr></thead>
          <tbody>{found.features.map((one) => <Row key={one.feature} one={one} />)}</tbody>
        </table>
      </div>
    </div>
  );
}

function Progress({ share }: { share: number }) {
  const t = useWords(likenessWords);
  return (
    <div className="flex flex-col gap-2" role="status">
      <p className="text-sm text-strong">{t("measuring")}</p>
      <div role="progressbar" aria-label={t("progress")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} className="h-2 overflow-hidden rounded-full bg-line-subtle">
        <span style={{ inlineSize: `${share * 100}%` }} className="block h-full rounded-full bg-action" />
      </div>
    </div>
  );
}

interface StandingProps {
  found: Comparison;
  isBusy: boolean;
  onMeasure: () => void;
}

/** Where it stands: nothing to compare, not asked for yet, being measured, failed, or there. */
export function LikenessStanding({ found, isBusy, onMeasure }: StandingProps) {
  const t = useWords(likenessWords);
  const trouble = found.error && Object.assign(new Error(found.error.detail ?? ""), { title: t(found.status === "failed" ? "failed" : "nothing"), remedy: found.error.remedy });
  if (found.status === "done") return <Table found={found} />;
  if (found.status === "waiting" || found.status === "running") return <Progress share={found.share} />;
  return (
    <div className="flex flex-col items-start gap-3">
      {trouble ? <Failure error={trouble} /> : <p className="text-sm text-body">{t("notAsked")}</p>}
      {(found.render_id ?? null) !== null && <Button variant="primary" isBusy={isBusy} onClick={onMeasure}>{t(found.status === "failed" ? "again" : "measure")}</Button>}
    </div>
  );
}

/** A video beside what its style was learned from: what was measured of both, feature by feature. */
export function LikenessDialog({ style, video, onClose }: { style: string; video: { id: string; title: string }; onClose: () => void }) {
  const t = useWords(likenessWords);
  const query = useQuery(comparison(style, video.id));
  const compare = useCompare(style, video.id);
  return (
    <Dialog isOpen onClose={onClose} title={t("title", { title: video.title })} description={t("text")} closeLabel={t("close")} size="lg">
      <div className="pb-4">
        {compare.error && <Failure error={compare.error} />}
        <Loaded query={query} skeleton={<Skeleton className="h-40 w-full" />}>
          {(found) => <LikenessStanding found={found} isBusy={compare.isPending} onMeasure={() => compare.mutate()} />}
        </Loaded>
      </div>
    </Dialog>
  );
}
