import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CalendarDays, CircleCheckBig, CircleStop, Files } from "lucide-react";
import { useState } from "react";
import { batch as oneBatch, useCancelBatch } from "@/api/batches";
import { awaitedIn, home } from "@/api/home";
import type { Batch } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { Chip, type Tone } from "@/design/primitives/chip";
import { say, sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";
import { ago, dayMonth } from "@/lib/time";
import { FailureList } from "./failure-list";
import { orderedOf, sharesOf, type Ordered, type Share } from "./month";
import { monthWords } from "./month-words";

const tones: Record<Batch["state"], Tone> = { making: "proposed", done: "live", cancelled: "plain" };
const fills: Record<Share["name"], string> = { made: "bg-live", refused: "bg-waiting", failed: "bg-failed", cancelled: "bg-line-strong", left: "bg-line-subtle" };

/** How far an order is: one bar whose parts are its outcomes, each named with its number. */
function Progress({ batch }: { batch: Batch }) {
  const t = useWords(monthWords);
  const { language } = useLanguage();
  const shares = sharesOf(batch);
  return (
    <div>
      <div role="progressbar" aria-valuemin={0} aria-valuemax={batch.total} aria-valuenow={batch.ended} aria-label={t("progress", { ended: batch.ended, total: batch.total })} className="flex h-2 gap-px overflow-hidden rounded-full bg-line-subtle">
        {shares.map(({ name, count }) => <span key={name} className={`block transition-[flex-grow] ${fills[name]}`} style={{ flexGrow: count }} />)}
      </div>
      <ul className="tabular mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {shares.map(({ name, count }) => (
          <li key={name} className="flex items-center gap-1"><span aria-hidden className={`size-2 rounded-full ring-1 ring-inset ring-line-control ${fills[name]}`} /><span className="font-medium text-strong">{whole(count, language)}</span> {t(name)}</li>
        ))}
      </ul>
    </div>
  );
}

/** Where the order's pieces are now: nobody has to look for them. */
function Onward({ ordered, isOpen }: { ordered: Ordered; isOpen: boolean }) {
  const t = useWords(monthWords);
  const { data } = useQuery(home());
  const awaited = isOpen && ordered.isScheduled ? awaitedIn(data) : 0;
  const [only] = ordered.brands.length === 1 ? ordered.brands : [];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Link to="/pieces" search={only ? { brand: only } : {}} className={buttonLook("secondary", "sm")}><Files aria-hidden className="size-4" />{t("pieces_link")}</Link>
      {ordered.isScheduled && <Link to="/calendar" search={{ view: "week", date: ordered.first, ...(only && { brand: only }) }} className={buttonLook("secondary", "sm")}><CalendarDays aria-hidden className="size-4" />{t("toCalendar")}</Link>}
      {awaited > 0 && <Link to="/approvals" className={`${buttonLook("quiet", "sm")} text-waiting`}><CircleCheckBig aria-hidden className="size-4" />{t("waiting", { count: awaited })}</Link>}
    </div>
  );
}

interface BatchCardProps {
  batch: Batch;
  isOpen: boolean;
  nameOf: (type: string) => string;
}

/** One order with its progress; the open one is counted live and tells what did not pass. */
export function BatchCard({ batch: listed, isOpen, nameOf }: BatchCardProps) {
  const t = useWords(monthWords);
  const { language } = useLanguage();
  const now = useNow();
  const query = useQuery({ ...oneBatch(listed.id), enabled: isOpen || listed.state === "making" });
  const batch = query.data ?? listed;
  const cancel = useCancelBatch();
  const [isAsking, setAsking] = useState(false);
  const ordered = orderedOf(batch);
  return (
    <article className={`arrive flex flex-col gap-3 rounded-card border bg-surface-raised p-4 ${isOpen ? "border-strong" : "border-subtle"}`}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="text-sm font-semibold text-strong">{t("ordered", { pieces: t("pieces", { count: batch.total }), brands: t("brandCount", { count: ordered?.brands.length ?? 1 }) })}</h3>
        <Chip tone={tones[batch.state]}>{t(`state_${batch.state}`)}</Chip>
        <span className="flex-1" />
        <span className="text-xs text-muted">{ordered && <>{t("span", { first: dayMonth(ordered.first, language), last: dayMonth(ordered.last, language) })} · </>}{ago(batch.created_at, now, language)}</span>
      </header>
      <Progress batch={batch} />
      {batch.failures.length > 0 && <FailureList failures={batch.failures} nameOf={nameOf} isOpen={isOpen} />}
      {ordered && batch.ended > 0 && <Onward ordered={ordered} isOpen={isOpen} />}
      {batch.state === "making" && <Button size="sm" variant="danger" icon={CircleStop} isBusy={cancel.isPending} onClick={() => setAsking(true)} className="self-start">{t("stop")}</Button>}
      <ConfirmDialog
        isOpen={isAsking}
        title={t("stopTitle")}
        text={t("stopText", { count: batch.total - batch.ended })}
        confirmLabel={t("stop")}
        keepLabel={t("goOn")}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          cancel.mutate(batch.id, { onSuccess: () => say(t("stopped")), onError: sayError });
        }}
      />
    </article>
  );
}
