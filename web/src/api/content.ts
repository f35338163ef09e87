import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { request, requestPage } from "./fetch";
import type { Content, ContentChange, FoundContent, GenerateRequest, Preview, Run, Shot, StepName } from "./types";

const isMoving = (run: Run | undefined) => run?.status === "waiting" || run?.status === "running";

export const run = (id: string) =>
  queryOptions({
    queryKey: ["runs", id],
    queryFn: ({ signal }) => request<Run>("/content/runs/{id}", { path: { id }, signal }),
    // The live connection says when a step ends; this keeps the page honest should it be away.
    refetchInterval: (query) => (isMoving(query.state.data) ? 800 : false),
  });

export const content = (id: string) =>
  queryOptions({
    queryKey: ["content", id],
    queryFn: ({ signal }) => request<Content>("/content/{id}", { path: { id }, signal }),
  });

export const previews = (contentId: string, version: number, channelIds: string[]) =>
  queryOptions({
    queryKey: ["content", contentId, "previews", version, channelIds],
    queryFn: ({ signal }) =>
      request<Preview[]>("/content/{id}/previews", {
        method: "POST",
        path: { id: contentId },
        body: { channel_ids: channelIds },
        signal,
      }),
    enabled: channelIds.length > 0,
  });

export function useGenerate() {
  return useMutation({
    mutationFn: (body: GenerateRequest) => request<Run>("/content/generate", { method: "POST", body }),
  });
}

export function useRedo(runId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: StepName) =>
      request<Run>("/content/runs/{id}/redo", { method: "POST", path: { id: runId }, body: { step } }),
    onSuccess: (changed) => {
      client.setQueryData(run(runId).queryKey, changed);
      return client.invalidateQueries({ queryKey: ["runs", runId] });
    },
  });
}

export function useEditContent(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: ContentChange) =>
      request<Content>("/content/{id}", { method: "PATCH", path: { id }, body: change }),
    onSuccess: (changed) => {
      client.setQueryData(content(id).queryKey, changed);
      return client.invalidateQueries({ queryKey: ["runs"] });
    },
  });
}

export interface PiecesQuery {
  brand_id?: string | undefined;
  type?: string | undefined;
  status?: string | undefined;
}

/** The pieces page by page, those for the latest days first. */
export const pieces = (query: PiecesQuery & { page: number }) =>
  queryOptions({
    queryKey: ["content", "list", query],
    queryFn: ({ signal }) => requestPage<Content[]>("/content", { query: { ...query, sort: "-target_date", per_page: 30 }, signal }),
    placeholderData: keepPreviousData,
  });

/** Pieces found by their words and by their meaning, the best first. */
export const foundPieces = (query: PiecesQuery & { q: string }) =>
  queryOptions({
    queryKey: ["content", "search", query],
    queryFn: ({ signal }) => request<FoundContent[]>("/content/search", { query: { ...query, limit: 50 }, signal }),
    placeholderData: keepPreviousData,
  });

/** The piece as a video would tell it: one shot to a sentence. */
export const script = (id: string, version: number) =>
  queryOptions({
    queryKey: ["content", id, "script", version],
    queryFn: ({ signal }) => request<Shot[]>("/content/{id}/script", { path: { id }, signal }),
  });

/** The newest finished piece of a type: what the type looks like when it is made here. */
export const example = (type: string) =>
  queryOptions({
    queryKey: ["content", "example", type],
    queryFn: async ({ signal }) =>
      (await requestPage<Content[]>("/content", { query: { type, status: "ready", per_page: 1, sort: "-created_at" }, signal })).data[0] ?? null,
    staleTime: 60_000,
  });
