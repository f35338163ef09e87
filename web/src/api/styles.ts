import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "./fetch";
import type { ReadyStyle, StyleChange, VideoStyle } from "./style-types";

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
