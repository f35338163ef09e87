import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft, FileText, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { styles } from "@/api/styles";
import { isMade, useRemoveVideo, useRetryVideo, video } from "@/api/videos";
import type { MadeVideo, Render, Video } from "@/api/video-types";
import type { VideoSearch } from "@/app/search";
import { Button, buttonLook } from "@/design/primitives/button";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { Failure } from "@/design/patterns/states";
import { Player } from "@/features/videos/player";
import { RenderPanel } from "@/features/videos/render-panel";
import type { GoToMoment } from "@/features/videos/render-report";
import { SceneEditor } from "@/features/videos/scene-editor";
import { SettingsPanel } from "@/features/videos/settings-panel";
import { ShotList } from "@/features/videos/shot-list";
import { settingWords, studioWords } from "@/features/videos/studio-words";
import { clock, spansOf } from "@/features/videos/timeline";
import { useEdits } from "@/features/videos/use-edits";
import { useMoment } from "@/features/videos/use-moment";
import { VersionsPanel } from "@/features/videos/versions-panel";
import { videoWords } from "@/features/videos/words";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/videos/$videoId");
const card = "rounded-card border border-subtle bg-surface-raised p-4";
const skeleton = <div className="grid gap-6 lg:grid-cols-[20rem_1fr] xl:grid-cols-[20rem_1fr_20rem]"><Skeleton className="h-144 w-full" /><Skeleton className="h-144 w-full" /><Skeleton className="h-80 w-full" /></div>;

/** Not there yet, being spoken anew, or why it could not be made. */
function Standing({ one }: { one: Video }) {
  const t = useWords(studioWords);
  const retry = useRetryVideo(one.id);
  if (one.status === "failed") {
    const trouble = Object.assign(new Error(one.error?.detail ?? ""), { title: t("failedTitle"), remedy: one.error?.remedy });
    return <div className="mb-4 flex flex-col items-start gap-2"><Failure error={trouble} /><Button isBusy={retry.isPending} onClick={() => retry.mutate(undefined, { onError: sayError })}>{t("retry")}</Button></div>;
  }
  if (one.status !== "making") return null;
  return <p role="status" className="mb-4 flex items-center gap-2 rounded-card bg-wash-proposed px-4 py-3 text-sm text-body"><LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-proposed" />{t(isMade(one) ? "speaking" : "making")}</p>;
}

interface PanelProps {
  one: MadeVideo;
  search: VideoSearch;
  go: (part: VideoSearch) => void;
  momentsOf: (render: Render) => GoToMoment | undefined;
}

function Panel({ one, search, go, momentsOf }: PanelProps) {
  const t = useWords(settingWords);
  const remove = useRemoveVideo();
  const navigate = route.useNavigate();
  const panel = search.panel ?? "render";
  const onRemove = () => remove.mutate(one.id, { onSuccess: () => { say(t("removed")); void navigate({ to: "/videos" }); }, onError: sayError });
  return (
    <section aria-label={t("panel")} className={`${card} flex flex-col gap-4`}>
      <Segmented label={t("panel")} value={panel} onChange={(next) => go({ panel: next === "render" ? undefined : next })} segments={(["render", "settings", "versions"] as const).map((value) => ({ value, label: t(value) }))} />
      {panel === "render" && <RenderPanel video={one} momentsOf={momentsOf} />}
      {panel === "settings" && <SettingsPanel video={one} onRemove={onRemove} />}
      {panel === "versions" && <VersionsPanel video={one} />}
    </section>
  );
}

function Studio({ one }: { one: MadeVideo }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const edits = useEdits(one);
  const spans = spansOf(one.timeline);
  const finished = one.renders.find((render) => render.status === "done" && render.asset_id);
  const [view, setView] = useState<"whole" | "sceneView">(search.scene ? "sceneView" : "whole");
  const go = (part: VideoSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const { moment, momentsOf, forget } = useMoment({
    video: one,
    spans,
    file: finished,
    show: (shown, scene) => {
      setView(shown);
      if (scene) go({ scene });
    },
  });
  const choose = (scene: string) => {
    forget();
    setView("sceneView");
    go({ scene });
  };
  const span = spans.find((known) => known.scene.id === search.scene) ?? spans[0];
  if (!span) return null;
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)] xl:grid-cols-[20rem_minmax(0,1fr)_21rem]">
      <div className="min-w-0 rounded-card bg-surface-sunken p-4 lg:sticky lg:top-19">
        <Player video={one} span={span} render={finished} view={view} moment={moment} onView={setView} onScene={choose} />
      </div>
      <ShotList video={one} spans={spans} chosen={span.scene.id} edits={edits} onChoose={choose} editor={({ scene }) => <SceneEditor video={one} scene={scene} edits={edits} />} />
      <div className="min-w-0 lg:col-span-2 xl:sticky xl:top-19 xl:col-span-1"><Panel one={one} search={search} go={go} momentsOf={momentsOf} /></div>
    </div>
  );
}

function Lead({ one }: { one: Video }) {
  const t = useWords(videoWords);
  const { data: allStyles = [] } = useQuery(styles());
  const worn = isMade(one) ? (one.timeline.notes["style"] ?? "") : "";
  const style = allStyles.find((known) => known.id === worn)?.name ?? "";
  const parts = [one.seconds === null ? "" : clock(one.seconds), one.aspect, one.scenes > 0 ? t("scenes", { count: one.scenes }) : "", style, t("version", { version: one.version })];
  return <span className="tabular flex flex-wrap gap-x-3">{parts.filter(Boolean).map((part) => <bdi key={part}>{part}</bdi>)}</span>;
}

export default function VideoPage() {
  const t = useWords(studioWords);
  const v = useWords(videoWords);
  const { videoId } = route.useParams();
  const query = useQuery(video(videoId));
  const one = query.data;
  return (
    <Page
      title={one?.title || v("untitled")}
      lead={one ? <Lead one={one} /> : undefined}
      action={
        <>
          <Link to="/videos" className={buttonLook("quiet")}><ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />{t("back")}</Link>
          {one?.content_id && <Link to="/create" search={{ piece: one.content_id, brand: one.brand_id }} className={buttonLook()}><FileText aria-hidden className="size-4" />{t("piece")}</Link>}
        </>
      }
    >
      <Loaded query={query} skeleton={skeleton}>
        {(found) => (
          <>
            <Standing one={found} />
            {isMade(found) ? <Studio one={found} /> : found.status === "making" && skeleton}
          </>
        )}
      </Loaded>
    </Page>
  );
}
