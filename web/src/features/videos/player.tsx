import { useQuery } from "@tanstack/react-query";
import { LoaderCircle, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { asset } from "@/api/library";
import { captionsAddress, scenePreview } from "@/api/videos";
import type { MadeVideo, Render } from "@/api/video-types";
import { Button } from "@/design/primitives/button";
import { Segmented } from "@/design/primitives/segmented";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { FramePicture } from "./frame-picture";
import { renderWords } from "./render-words";
import { studioWords } from "./studio-words";
import { chaptersOf, clock, heardIn, middleOf, ratioOf, saysOf, seenIn, type Span } from "./timeline";
import { momentOf, type Moment } from "./use-moment";

/** The tallest the picture stands, in rem; a window that is lower shows it smaller. */
const TALLEST = 34;

function boxOf(aspect: string) {
  const [width = 9, height = 16] = aspect.split(":").map(Number);
  return { aspectRatio: ratioOf(aspect), maxInlineSize: `min(${(TALLEST * width) / height}rem, ${(68 * width) / height}dvh)` };
}

/** `at` is where the player stands, in seconds; null where nothing plays. */
function Chapters({ list, at = null, onGo }: { list: readonly { title: string; start: number }[]; at?: number | null; onGo: (start: number) => void }) {
  const t = useWords(studioWords);
  if (list.length === 0) return null;
  const playing = at === null ? undefined : list.findLast((one) => one.start <= at + 0.05);
  return (
    <div className="flex flex-wrap items-center justify-center gap-1" role="group" aria-label={t("chapters")}>
      {list.map((one) => (
        <button key={one.start} type="button" aria-current={one === playing ? "true" : undefined} aria-label={t("goChapter", { title: one.title, time: clock(one.start) })} onClick={() => onGo(one.start)} className="inline-flex h-7 max-w-full items-center gap-2 rounded-full bg-surface-raised px-3 text-xs text-body ring-1 ring-line-subtle ring-inset hover:text-strong aria-[current=true]:font-medium aria-[current=true]:text-strong aria-[current=true]:ring-action">
          <bdi className="truncate">{one.title}</bdi><span className="tabular text-muted">{clock(one.start)}</span>
        </button>
      ))}
    </div>
  );
}

/** The file that was rendered, with its captions and its chapters. */
function Whole({ video, render, moment }: { video: MadeVideo; render: Render & { asset_id: string }; moment: Moment | undefined }) {
  const t = useWords(studioWords);
  const player = useRef<HTMLVideoElement>(null);
  const file = useQuery(asset(render.asset_id));
  const cover = useQuery({ ...asset(render.cover_asset_id ?? ""), enabled: render.cover_asset_id !== null }).data;
  const isNow = render.version === video.version;
  const [at, setAt] = useState<number | null>(null);
  const isThere = file.isSuccess;
  useEffect(() => {
    if (moment?.render !== render.id || !isThere || !player.current) return;
    // It stands there and does not play on: what the gate found may be a flash.
    player.current.pause();
    player.current.currentTime = moment.at;
  }, [moment, isThere, render.id]);
  const go = (start: number) => {
    if (!player.current) return;
    player.current.currentTime = start;
    void player.current.play();
  };
  return (
    <>
      <div style={boxOf(render.aspect)} className="w-full overflow-hidden rounded-card bg-surface-raised ring-1 ring-line-subtle">
        {file.data && (
          <video ref={player} src={file.data.url} onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)} controls playsInline preload="metadata" aria-label={video.title} poster={cover?.url} className="size-full">
            {isNow && <track kind="captions" src={captionsAddress(video.id)} srcLang={video.language} label={t("captions")} />}
          </video>
        )}
      </div>
      {file.isError && <Failure error={file.error} onRetry={() => void file.refetch()} />}
      <Chapters list={render.facts.chapters ?? []} at={at} onGo={go} />
      {!isNow && <p className="max-w-80 text-center text-xs text-waiting">{t("older", { shown: render.version, now: video.version })}</p>}
    </>
  );
}

/** A scene as it stands in its middle, or at a moment, which its neighbours may be seen in too. */
function Drawn({ video, span, moment }: { video: MadeVideo; span: Span; moment: Moment | undefined }) {
  const drawn = moment ? { at: moment.at, seen: `version ${video.version}` } : { at: middleOf(span), seen: seenIn(video.timeline, span.scene) };
  return <FramePicture video={video.id} {...drawn} width={540} aspect={video.aspect} alt={saysOf(span.scene)} className="w-full" />;
}

function AtMoment({ moment }: { moment: Moment }) {
  const t = useWords(renderWords);
  return <p role="status" className="tabular text-xs text-muted">{t("atMoment", { time: clock(moment.at) })}</p>;
}

/** One scene: how it looks, and in motion once that is asked for. */
function Alone({ video, span, moment }: { video: MadeVideo; span: Span; moment: Moment | undefined }) {
  const t = useWords(studioWords);
  const { scene } = span;
  const [isPlaying, setPlaying] = useState(false);
  const draft = useQuery({ ...scenePreview(video.id, scene.id, heardIn(video.timeline, scene)), enabled: isPlaying });
  return (
    <>
      <div style={boxOf(video.aspect)} className="relative w-full overflow-hidden rounded-card bg-surface-raised ring-1 ring-line-subtle">
        {isPlaying && draft.data ? (
          <video src={draft.data} autoPlay controls playsInline aria-label={t("draftLabel", { id: scene.id })} className="size-full" />
        ) : (
          <Drawn video={video} span={span} moment={moment} />
        )}
        {isPlaying && draft.isPending && (
          <p role="status" className="after-a-moment absolute inset-x-0 bottom-0 flex items-center justify-center gap-2 bg-surface-raised py-2 text-xs text-body"><LoaderCircle aria-hidden className="size-4 animate-spin text-action" />{t("drafting")}</p>
        )}
      </div>
      {draft.isError && <Failure error={draft.error} onRetry={() => void draft.refetch()} />}
      <div className="flex min-h-8 flex-wrap items-center justify-center gap-3">
        {!(isPlaying && draft.data) && <Button icon={Play} isBusy={isPlaying && draft.isFetching} onClick={() => setPlaying(true)}>{t("draft")}</Button>}
        {isPlaying && draft.data && <p className="text-xs text-muted">{t("draftHelp")}</p>}
      </div>
    </>
  );
}

interface PlayerProps {
  video: MadeVideo;
  span: Span;
  /** The newest file that passed. */
  render: Render | undefined;
  view: "whole" | "sceneView";
  moment?: Moment | undefined;
  onView: (view: "whole" | "sceneView") => void;
  onScene: (id: string) => void;
}

/** The picture, large: the rendered whole, or the scene that is being worked on. */
export function Player({ video, span, render, view, moment, onView, onScene }: PlayerProps) {
  const t = useWords(studioWords);
  const chapters = chaptersOf(video.timeline);
  const file = render?.asset_id ? { ...render, asset_id: render.asset_id } : undefined;
  const isWhole = view === "whole" && file;
  const ofScene = momentOf(video, span, moment);
  const section = useRef<HTMLElement>(null);
  const asked = isWhole ? moment : ofScene;
  useEffect(() => {
    // On a narrow window the report stands below the picture that it speaks of.
    if (asked) section.current?.scrollIntoView({ block: "nearest" });
  }, [asked]);
  return (
    <section ref={section} aria-label={t("player")} className="flex scroll-mt-16 flex-col items-center gap-3">
      {file && <Segmented label={t("view")} value={view} onChange={onView} segments={[{ value: "whole", label: t("whole") }, { value: "sceneView", label: t("sceneView") }]} />}
      {isWhole ? <Whole key={file.id} video={video} render={file} moment={moment} /> : <Alone key={JSON.stringify([heardIn(video.timeline, span.scene), ofScene])} video={video} span={span} moment={ofScene} />}
      {!isWhole && ofScene && <AtMoment moment={ofScene} />}
      {!isWhole && <Chapters list={chapters} onGo={(start) => onScene(chapters.find((one) => one.start === start)?.scene ?? span.scene.id)} />}
      {!file && <p className="text-center text-xs text-muted">{t("notRendered")}</p>}
    </section>
  );
}
