import { keepPreviousData, queryOptions, useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { ApiError, problemsIn, renewSession, request, requestPage } from "./fetch";
import { turns } from "@/lib/turns";
import type { MadeVideo, Mood, Render, RenderOrder, SceneEdit, Scene, Video, VideoEstimate, VideoOrder, VideoRow, VideoSettings, VideoVersion, VoiceChoice } from "./video-types";

export interface VideosQuery {
  brand_id?: string | undefined;
  content_id?: string | undefined;
  status?: string | undefined;
  style?: string | undefined;
  page?: number | undefined;
}

/** A page of cards, each with a picture that may have to be drawn. */
const PER_PAGE = 12;
const isOpen = (render: Render) => render.status === "waiting" || render.status === "running";
/** The live connection says when something changes; these keep a page honest should it be away. */
const LOOK = 1_500;

export const videos = (query: VideosQuery) =>
  queryOptions({
    queryKey: ["videos", "list", query],
    queryFn: ({ signal }) => requestPage<VideoRow[]>("/videos", { query: { ...query, per_page: PER_PAGE }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.data.some((one) => one.status === "making") ? LOOK : false),
  });

/** What the voice of a video would cost and take. */
export const videoEstimate = (order: VideoOrder) =>
  queryOptions({ queryKey: ["videos", "estimate", order], queryFn: ({ signal }) => request<VideoEstimate>("/videos/estimate", { method: "POST", body: order, signal }), staleTime: 60_000, placeholderData: keepPreviousData });

export const video = (id: string) =>
  queryOptions({
    queryKey: ["videos", "one", id],
    queryFn: ({ signal }) => request<Video>("/videos/{id}", { path: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && (state.data.status === "making" || state.data.renders.some(isOpen)) ? LOOK : false),
  });

export const isMade = (one: Video | undefined): one is MadeVideo => Array.isArray(one?.timeline["scenes"]);

/** Earlier documents, the newest first. */
export const videoVersions = (id: string, current: number) =>
  queryOptions({ queryKey: ["videos", "versions", id, current], queryFn: ({ signal }) => request<VideoVersion[]>("/videos/{id}/versions", { path: { id }, signal }), placeholderData: keepPreviousData });

export const voices = (language: string) =>
  queryOptions({ queryKey: ["voices", language], queryFn: ({ signal }) => request<VoiceChoice[]>("/voices", { query: { language }, signal }), staleTime: 300_000 });

export const moods = () => queryOptions({ queryKey: ["moods"], queryFn: ({ signal }) => request<Mood[]>("/moods", { signal }), staleTime: 300_000 });

/** A drawn thing as an address of this page; what was wrong is told in the API's words. */
async function drawn(path: string, signal: AbortSignal): Promise<string> {
  const ask = () => fetch(`/api/v1${path}`, { credentials: "same-origin", signal });
  let answer = await ask();
  if (answer.status === 401 && (await renewSession())) answer = await ask();
  if (!answer.ok) throw new ApiError(answer.status, problemsIn(await answer.text()));
  return URL.createObjectURL(await answer.blob());
}

/** Frames take long, and a browser has few connections: all else goes past them. */
const frameTurn = turns(2);
/** Wider than a list shows them: the one that is looked at. */
const LARGE = 300;

export interface FrameOrder {
  at: number;
  width: number;
  /** What is to be seen: as long as it stays the same, the frame is not drawn again. */
  seen: string;
  /** An earlier version; the newest where it is left out. */
  version?: number | undefined;
}

const ofVersion = (version: number | undefined) => (version === undefined ? "" : `version=${version}`);

export const frame = (id: string, { at, width, seen, version }: FrameOrder) =>
  queryOptions({
    queryKey: ["frames", id, width, seen],
    queryFn: ({ signal }) => frameTurn(signal, () => drawn(`/videos/${encodeURIComponent(id)}/frame?at=${at.toFixed(3)}&width=${width}&${ofVersion(version)}`, signal), width > LARGE),
    staleTime: Infinity,
    retry: 1,
  });

/** A scene alone, small, with its sound. */
export const scenePreview = (id: string, scene: string, seen: string, version?: number) =>
  queryOptions({
    queryKey: ["drafts", id, scene, seen],
    queryFn: ({ signal }) => drawn(`/videos/${encodeURIComponent(id)}/scenes/${encodeURIComponent(scene)}/preview?${ofVersion(version)}`, signal),
    staleTime: Infinity,
    retry: false,
  });

export const captionsAddress = (id: string) => `/api/v1/videos/${encodeURIComponent(id)}/captions.vtt`;

function took(client: QueryClient, changed: Video) {
  client.setQueryData(video(changed.id).queryKey, changed);
  return Promise.all([
    client.invalidateQueries({ queryKey: ["videos", "list"] }),
    client.invalidateQueries({ queryKey: ["videos", "versions", changed.id] }),
  ]);
}

/** Changes of one video go one after the other, each to the version that the one before has left. */
function useChanging<T>(id: string, call: (value: T, version: number) => Promise<Video>) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: `video:${id}` },
    mutationFn: (value: T) => call(value, client.getQueryData(video(id).queryKey)?.version ?? 0),
    onSuccess: (changed) => took(client, changed),
    // Somebody else was faster: what stands there now is shown beside what was typed.
    onError: () => client.invalidateQueries({ queryKey: ["videos"] }),
  });
}

export function useMakeVideo() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (body: VideoOrder) => request<Video>("/videos", { method: "POST", body }), onSuccess: (made) => took(client, made) });
}

export const useRetryVideo = (id: string) => useChanging<void>(id, () => request<Video>("/videos/{id}/retry", { method: "POST", path: { id } }));

export const useEditScene = (id: string) =>
  useChanging(id, ({ scene, ...edit }: SceneEdit & { scene: string }, version) =>
    request<Video>("/videos/{id}/scenes/{scene}", { method: "PATCH", path: { id, scene }, body: { ...edit, version } }));

export const useOrderScenes = (id: string) =>
  useChanging(id, (scenes: string[], version) => request<Video>("/videos/{id}/scenes", { method: "PUT", path: { id }, body: { scenes, version } }));

export const useAddScene = (id: string) =>
  useChanging(id, (body: { after: string; scene: Partial<Scene> }, version) => request<Video>("/videos/{id}/scenes", { method: "POST", path: { id }, body: { ...body, version } }));

export const useVideoSettings = (id: string) =>
  useChanging(id, (body: VideoSettings, version) => request<Video>("/videos/{id}", { method: "PATCH", path: { id }, body: { ...body, version } }));

export const useRestoreVideo = (id: string) =>
  useChanging(id, (number: number, version) =>
    request<Video>("/videos/{id}/versions/{number}/restore", { method: "POST", path: { id, number: String(number) }, body: { version } }));

export function useRemoveVideo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<void>("/videos/{id}", { method: "DELETE", path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["videos"] }),
  });
}

export function useRenderVideo(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RenderOrder) => request<Render>("/videos/{id}/renders", { method: "POST", path: { id }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: video(id).queryKey }),
  });
}

export function useCancelRender(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (render: string) => request<Render>("/renders/{id}/cancel", { method: "POST", path: { id: render } }),
    onSuccess: () => client.invalidateQueries({ queryKey: video(id).queryKey }),
  });
}
