import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { request, requestFile } from "./fetch";
import type { Comparison, ReadyStyle, StyleChange, VideoStyle } from "./style-types";

const LOOK = 2_000;

/** The shipped styles, then the workspace's own. */
export const styles = () =>
  queryOptions({
    queryKey: ["styles", "list"],
    queryFn: ({ signal }) => request<VideoStyle[]>("/styles", { signal }),
    refetchInterval: ({ state }) => (state.data?.some((one) => one.status === "analysing") ? LOOK : false),
  });

export const isReadyStyle = (one: VideoStyle): one is ReadyStyle => one.status === "ready" && "pace" in one.document;

function useChanging<T, U>(call: (value: T) => Promise<U>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: call, onSuccess: () => client.invalidateQueries({ queryKey: ["styles"] }) });
}

export interface StyleOrder {
  name: string;
  asset_id?: string;
  base?: string;
}

export const useMakeStyle = () => useChanging((body: StyleOrder) => request<VideoStyle>("/styles", { method: "POST", body }));

export const useChangeStyle = () =>
  useChanging(({ id, document }: { id: string; document: StyleChange }) => request<VideoStyle>("/styles/{id}", { method: "PATCH", path: { id }, body: { document } }));

export const useRemoveStyle = () => useChanging((id: string) => request<void>("/styles/{id}", { method: "DELETE", path: { id } }));

const isMeasured = (one: Comparison | undefined) => one?.status !== "waiting" && one?.status !== "running";

/** How like a video is to what a style was learned from, as far as its film is measured. */
export const comparison = (style: string, video: string) =>
  queryOptions({
    queryKey: ["styles", style, "comparison", video],
    queryFn: ({ signal }) => request<Comparison>("/styles/{id}/comparisons/{video}", { path: { id: style, video }, signal }),
    refetchInterval: ({ state }) => (isMeasured(state.data) ? false : LOOK),
  });

/** Have the film measured, once; what is there already is only read. */
export function useCompare(style: string, video: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<Comparison>("/styles/{id}/comparisons", { method: "POST", path: { id: style }, body: { video_id: video } }),
    onSuccess: (found) => client.setQueryData(comparison(style, video).queryKey, found),
  });
}

/** Let a style grade with a .cube file of one's own. */
export const useGiveTable = () =>
  useChanging(({ id, file }: { id: string; file: File }) => request<VideoStyle>("/styles/{id}/table", { method: "PUT", path: { id }, query: { name: file.name }, body: file }));

export const useTakeTableAway = () => useChanging((id: string) => request<void>("/styles/{id}/table", { method: "DELETE", path: { id } }));

/** The colour table of a style, its own or the one computed from its grade. */
export const tableOf = (id: string) => requestFile("/styles/{id}/table", { path: { id } });
