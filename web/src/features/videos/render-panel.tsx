import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CalendarPlus, CircleStop, Clapperboard, ExternalLink } from "lucide-react";
import { useState } from "react";
import { asset } from "@/api/library";
import { useCancelRender, useRenderVideo } from "@/api/videos";
import { aspects, type Aspect, type MadeVideo, type Render } from "@/api/video-types";
import { Button, buttonLook } from "@/design/primitives/button";
import { Chip, type Tone } from "@/design/primitives/chip";
import { Field } from "@/design/primitives/field";
import { SelectInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { say, sayError } from "@/design/primitives/toast";
import { Failure } from "@/design/patterns/states";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";
import { ago, duration } from "@/lib/time";
import { RenderReport, type GoToMoment } from "./render-report";
import { renderWords } from "./render-words";

const isOpen = (render: Render) => render.status === "waiting" || render.status === "running";
const tones: Record<Render["status"], Tone> = { waiting: "proposed", running: "proposed", done: "live", refused: "failed", failed: "failed", cancelled: "plain" };

function Progress({ video, render }: { video: MadeVideo; render: Render }) {
  const t = useWords(renderWords);
  const { language } = useLanguage();
  const cancel = useCancelRender(video.id);
  const share = render.total > 0 ? Math.min(render.done / render.total, 1) : 0;
  const isDrawn = render.total > 0 && render.done >= render.total;
  const left = render.seconds_left !== null && !isDrawn ? t("left", { time: duration(Math.max(render.seconds_left, 1) * 1000, language) }) : "";
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-baseline justify-between gap-2 text-sm text-strong"><span>{isDrawn ? t("judged") : t(render.status)}</span><span className="tabular text-xs text-muted">{left}</span></p>
      <div role="progressbar" aria-label={t("progress")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} className="h-2 overflow-hidden rounded-full bg-line-subtle">
        <span style={{ inlineSize: `${share * 100}%` }} className="block h-full rounded-full bg-action" />
      </div>
      <p className="tabular min-h-4 text-xs text-muted">{render.total > 0 && t("frames", { done: whole(render.done, language), total: whole(render.total, language) })}</p>
      <Button size="sm" icon={CircleStop} className="self-start" isBusy={cancel.isPending} onClick={() => void cancel.mutateAsync(render.id).then(() => say(t("kept")), sayError)}>{t("cancel")}</Button>
    </div>
  );
}

function Order({ video, newest }: { video: MadeVideo; newest: Render | undefined }) {
  const t = useWords(renderWords);
  const [preset, setPreset] = useState<Render["preset"]>("veryfast");
  const [aspect, setAspect] = useState<Aspect | "">("");
  const render = useRenderVideo(video.id);
  const isReady = video.status === "ready";
  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => { event.preventDefault(); render.mutate({ preset, aspect: aspect || null }, { onError: sayError }); }}>
      <div className="grid grid-cols-2 items-end gap-3">
        <Field label={t("aspect")}>
          {(ids) => (
            <SelectInput {...ids} value={aspect} onChange={(event) => setAspect(event.target.value as Aspect | "")}>
              <option value="">{t("own", { aspect: video.aspect })}</option>
              {aspects.filter((one) => one !== video.aspect).map((one) => <option key={one} value={one}>{one}</option>)}
            </SelectInput>
          )}
        </Field>
        <Segmented label={t("preset")} value={preset} onChange={setPreset} segments={[{ value: "veryfast", label: t("veryfast") }, { value: "medium", label: t("medium") }]} />
      </div>
      <Button type="submit" variant={newest?.status === "done" && newest.version === video.version ? "secondary" : "primary"} icon={Clapperboard} disabled={!isReady} isBusy={render.isPending}>{t(newest ? "again" : "render")}</Button>
      <p className="text-xs text-muted">{t(isReady ? "help" : "waitMade")}</p>
    </form>
  );
}

function Finished({ video, render, onMoment }: { video: MadeVideo; render: Render; onMoment: GoToMoment | undefined }) {
  const t = useWords(renderWords);
  const file = useQuery({ ...asset(render.asset_id ?? ""), enabled: render.asset_id !== null }).data;
  const trouble = render.error && Object.assign(new Error(render.error.detail ?? ""), { title: t("failed"), remedy: render.error.remedy });
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2"><Chip tone={tones[render.status]}>{t(render.status)}</Chip><span className="tabular text-xs text-muted"><bdi>{render.aspect}</bdi> · {t("ofVersion", { version: render.version })}</span></p>
      {render.version !== video.version && <p className="text-xs text-waiting">{t("outdated", { version: render.version, now: video.version })}</p>}
      {trouble && <Failure error={trouble} />}
      {render.status === "done" && (
        <div className="flex flex-wrap gap-2">
          <Link to="/create/post" search={{ video: video.id, render: render.id, brand: video.brand_id }} className={buttonLook("primary")}><CalendarPlus aria-hidden className="size-4" />{t("schedule")}</Link>
          {file && <a href={file.url} target="_blank" rel="noreferrer" className={buttonLook()}><ExternalLink aria-hidden className="size-4" />{t("download")}</a>}
        </div>
      )}
      <RenderReport quality={render.quality} onMoment={onMoment} />
    </div>
  );
}

function Earlier({ list }: { list: readonly Render[] }) {
  const t = useWords(renderWords);
  const { language } = useLanguage();
  const now = useNow();
  if (list.length === 0) return null;
  return (
    <details className="border-t border-subtle pt-1">
      <summary className="flex h-8 list-none items-center text-xs text-muted hover:text-strong">{t("earlier", { count: list.length })}</summary>
      <ul className="flex flex-col gap-2">
        {list.map((one) => (
          <li key={one.id} className="tabular flex flex-wrap items-center gap-2 text-xs text-muted"><Chip tone={tones[one.status]}>{t(one.status)}</Chip><bdi>{one.aspect}</bdi> · {t("ofVersion", { version: one.version })} · {ago(one.created_at, now, language)}</li>
        ))}
      </ul>
    </details>
  );
}

interface PanelProps {
  video: MadeVideo;
  /** How one goes to a moment of a render; none where nothing can show it. */
  momentsOf: (render: Render) => GoToMoment | undefined;
}

/** To a file and out: what is running, what the gate said, where it goes next. */
export function RenderPanel({ video, momentsOf }: PanelProps) {
  const [newest, ...earlier] = video.renders;
  if (newest && isOpen(newest)) return <div className="flex flex-col gap-4"><Progress video={video} render={newest} /><Earlier list={earlier} /></div>;
  return (
    <div className="flex flex-col gap-4">
      {newest && <Finished key={newest.id} video={video} render={newest} onMoment={momentsOf(newest)} />}
      <div className={newest ? "border-t border-subtle pt-4" : ""}><Order video={video} newest={newest} /></div>
      <Earlier list={earlier} />
    </div>
  );
}
