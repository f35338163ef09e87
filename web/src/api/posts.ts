import { keepPreviousData, queryOptions, useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { addDays } from "@/lib/zones";
import { request, requestPage, type Query } from "./fetch";
import type { BatchRequest, CalendarPost, HistoryEntry, Post, PostChange, PostMetrics, ResolveRequest } from "./types";

export const posts = (filters: Query) =>
  queryOptions({
    queryKey: ["posts", "list", filters],
    queryFn: ({ signal }) => requestPage<Post[]>("/posts", { query: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const post = (id: string) =>
  queryOptions({
    queryKey: ["posts", id],
    queryFn: ({ signal }) => request<Post>("/posts/{id}", { path: { id }, signal }),
  });

export const history = (id: string) =>
  queryOptions({
    queryKey: ["posts", id, "history"],
    queryFn: async ({ signal }) =>
      (await request<{ entries: HistoryEntry[] }>("/posts/{id}/history", { path: { id }, signal })).entries,
  });

export const postMetrics = (id: string) =>
  queryOptions({
    queryKey: ["posts", id, "metrics"],
    queryFn: ({ signal }) => request<PostMetrics>("/posts/{id}/metrics", { path: { id }, signal }),
  });

export const calendar = (from: string, to: string) =>
  queryOptions({
    queryKey: ["calendar", from, to],
    // A day more on both sides: days are those of the channels' zones, moments those of the world.
    queryFn: ({ signal }) =>
      request<CalendarPost[]>("/calendar", {
        query: { from: `${addDays(from, -1)}T00:00:00Z`, to: `${addDays(to, 2)}T00:00:00Z` },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

/** Everything that shows posts: the list, the calendar, the home page. */
export function staleAfterPost(client: QueryClient): Promise<unknown> {
  return Promise.all(["posts", "calendar", "home"].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

export function useSchedule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BatchRequest) => request<Post[]>("/posts/batch", { method: "POST", body }),
    onSuccess: () => staleAfterPost(client),
  });
}

export type PostAction = "cancel" | "publish-now" | "retry" | "unpublish";

const actionPaths: Record<PostAction, string> = {
  cancel: "/posts/{id}/cancel",
  "publish-now": "/posts/{id}/publish-now",
  retry: "/posts/{id}/retry",
  unpublish: "/posts/{id}/unpublish",
};

export function usePostAction(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: PostAction) => request<Post>(actionPaths[action], { method: "POST", path: { id } }),
    onSuccess: (changed) => {
      client.setQueryData(post(id).queryKey, changed);
      return staleAfterPost(client);
    },
  });
}

export function useResolve(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ResolveRequest) =>
      request<Post>("/posts/{id}/resolve", { method: "POST", path: { id }, body }),
    onSuccess: () => staleAfterPost(client),
  });
}

export function useEditPost(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: PostChange) => request<Post>("/posts/{id}", { method: "PATCH", path: { id }, body: change }),
    onSuccess: (changed) => {
      client.setQueryData(post(id).queryKey, changed);
      return staleAfterPost(client);
    },
  });
}

export interface Move {
  id: string;
  due_at: string;
  local_due: string;
}

/** Move a waiting post; the calendar shows it at once and goes back if the API refuses. */
export function useMovePost() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, due_at }: Move) => {
      // The calendar carries no revision; the newest one is asked for, as nobody edits by dragging.
      const { revision } = await request<Post>("/posts/{id}", { path: { id } });
      return request<Post>("/posts/{id}", { method: "PATCH", path: { id }, body: { due_at, revision } });
    },
    onMutate: async (move) => {
      await client.cancelQueries({ queryKey: ["calendar"] });
      const before = client.getQueriesData<CalendarPost[]>({ queryKey: ["calendar"] });
      client.setQueriesData<CalendarPost[]>({ queryKey: ["calendar"] }, (list) =>
        list?.map((one) => (one.id === move.id ? { ...one, due_at: move.due_at, local_due: move.local_due } : one)),
      );
      return { before };
    },
    onError: (_error, _move, context) => {
      for (const [key, list] of context?.before ?? []) client.setQueryData(key, list);
    },
    onSettled: () => staleAfterPost(client),
  });
}
