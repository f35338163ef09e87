import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Copy, LoaderCircle, Trash2 } from "lucide-react";
import { useState } from "react";
import { asset } from "@/api/library";
import { isReadyStyle, useRemoveStyle } from "@/api/styles";
import type { Analysis, VideoStyle } from "@/api/style-types";
import { Button } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { Loaded } from "@/design/patterns/loaded";
import { Page, SectionTitle } from "@/design/patterns/page";
import { Failure } from "@/design/patterns/states";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import { Shares, StyleFact, Swatches, useChoiceName, useNumber } from "./style-facts";
import { StyleForm } from "./style-form";
import { MakeIn, StyleResults } from "./style-results";
import { StyleTable } from "./style-table";
import { styleWords } from "./style-words";

const card = "min-w-0 rounded-card border border-subtle bg-surface-raised p-4";

const isMeasured = (analysis: VideoStyle["analysis"]): analysis is Analysis => "pace" in analysis;

/** How often each kind of join was found. */
export function mixOf(transitions: Analysis["transitions"]): { name: string; share: number }[] {
  const counts = new Map<string, number>();
  for (const { kind } of transitions) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, share: count / transitions.length }));
}

function Heard({ music }: Pick<Analysis, "music">) {
  const t = useWords(styleWords);
  const n = useNumber();
  const { language } = useLanguage();
  if (!music.present) return t("noMusic");
  const key = [music.root, music.scale].filter(Boolean).join(" ");
  return (
    <>
      {music.tempo !== null && <bdi className="block">{t("musicText", { tempo: n(music.tempo), key: key || "–" })}</bdi>}
      <span className="block text-muted">{t("speech", { share: percent(music.speech, language) })}</span>
    </>
  );
}

function Measured({ analysis }: { analysis: Analysis }) {
  const t = useWords(styleWords);
  const n = useNumber();
  const nameOf = useChoiceName();
  const { language } = useLanguage();
  const { pace, palette, text, camera, music } = analysis;
  const captions = text.kinds.find((one) => one.role === "captions") ?? text.kinds[0];
  return (
    <div className="-mt-3">
      <StyleFact title={t("pace")} confidence={pace.confidence}>{t("paceText", { mean: n(pace.mean), shortest: n(pace.shortest), longest: n(pace.longest), hook: n(pace.hook) })}</StyleFact>
      <StyleFact title={t("transitions")} confidence={analysis.confidence["transitions"]}><Shares list={mixOf(analysis.transitions)} /></StyleFact>
      <StyleFact title={t("palette")} confidence={palette.confidence}><Swatches list={palette.swatches} /></StyleFact>
      <StyleFact title={t("captions")} confidence={text.confidence}>{captions ? t("captionText", { animation: nameOf(captions.animation), share: percent(captions.share, language), lines: captions.lines }) : t("noText")}</StyleFact>
      <StyleFact title={t("camera")} confidence={camera.confidence}><Shares list={Object.entries(camera.mix).map(([name, share]) => ({ name, share }))} /></StyleFact>
      <StyleFact title={t("music")} confidence={music.confidence}><Heard music={music} /></StyleFact>
    </div>
  );
}

function Reference({ id }: { id: string }) {
  const t = useWords(styleWords);
  const query = useQuery(asset(id));
  return (
    <section className={card}>
      <SectionTitle>{t("reference")}</SectionTitle>
      <Loaded query={query} skeleton={<Skeleton className="h-96 w-full" />}>
        {(file) => <video src={file.url} controls playsInline preload="metadata" aria-label={file.title || t("reference")} style={{ aspectRatio: `${file.width ?? 9} / ${file.height ?? 16}` }} className="mx-auto max-h-128 w-full rounded-control bg-surface-sunken object-contain" />}
      </Loaded>
    </section>
  );
}

interface OwnStyleProps {
  style: VideoStyle;
  onClose: () => void;
  onCopy: (() => void) | undefined;
}

function Failed({ style }: { style: VideoStyle }) {
  const t = useWords(styleWords);
  return <Failure error={Object.assign(new Error(style.error?.detail ?? ""), { title: t("failed"), remedy: style.error?.remedy })} />;
}

function Body({ style }: { style: VideoStyle }) {
  const t = useWords(styleWords);
  const analysis = isMeasured(style.analysis) ? style.analysis : null;
  const isReady = isReadyStyle(style);
  return (
    <div className={`grid grid-cols-1 items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)] ${analysis ? "xl:grid-cols-[20rem_minmax(0,1fr)_minmax(0,1fr)]" : ""}`}>
      <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-19">
        {style.asset_id && <Reference id={style.asset_id} />}
        {isReady && <StyleResults style={style.id} isLearned={analysis !== null} className={card} />}
      </div>
      {style.status === "analysing" && <p role="status" className="flex items-start gap-2 rounded-card bg-wash-proposed px-4 py-3 text-sm text-body"><LoaderCircle aria-hidden className="mt-px size-4 shrink-0 animate-spin text-proposed" />{t("analysingText")}</p>}
      {analysis && <section className={card}><SectionTitle>{t("facts")}</SectionTitle><Measured analysis={analysis} /></section>}
      {isReady && (
        <div className={`flex min-w-0 flex-col gap-6 ${analysis ? "lg:col-start-2 xl:col-start-3" : "max-w-3xl"}`}>
          <section className={card}><SectionTitle>{t("settings")}</SectionTitle><StyleForm style={style} /></section>
          <StyleTable style={style} className={card} />
        </div>
      )}
    </div>
  );
}

/** One of one's own: the reference beside what was measured of it, and the style that came of it. */
export function OwnStyle({ style, onClose, onCopy }: OwnStyleProps) {
  const t = useWords(styleWords);
  const remove = useRemoveStyle();
  const [isAsking, setAsking] = useState(false);
  const gone = () => void remove.mutateAsync(style.id).then(() => { say(t("removed")); onClose(); }, sayError);
  return (
    <Page
      title={style.name}
      lead={style.status === "analysing" ? t("analysing") : undefined}
      action={
        <>
          <Button variant="quiet" onClick={onClose}><ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />{t("title")}</Button>
          <Button variant="danger" icon={Trash2} onClick={() => setAsking(true)}>{t("remove")}</Button>
          {onCopy && <Button icon={Copy} onClick={onCopy}>{t("copy")}</Button>}
          {onCopy && <MakeIn style={style.id} isPrimary />}
        </>
      }
    >
      {style.status === "failed" ? <Failed style={style} /> : <Body style={style} />}
      <ConfirmDialog isOpen={isAsking} title={t("removeTitle")} text={t("removeText")} confirmLabel={t("remove")} keepLabel={t("keep")} onConfirm={gone} onClose={() => setAsking(false)} />
    </Page>
  );
}
