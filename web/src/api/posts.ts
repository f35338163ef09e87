import { keepPreviousData, queryOptions, useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { addDays } from "@/lib/zones";
import { request, requestPage, type Query } from "./fetch";
import type { BatchRequest, CalendarPost, FullPreview, HistoryEntry, Post, PostChange, PostMetrics, PostOrder, PreviewRequest, Redriven, RedriveRequest, ResolveRequest, Stage } from "./types";

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

/** The post and what follows it: parts, first comment, cover; each with its own receipt. */
export const stages = (id: string) =>
  queryOptions({
    queryKey: ["posts", id, "stages"],
    queryFn: ({ signal }) => request<Stage[]>("/posts/{id}/stages", { path: { id }, signal }),
  });

export const deadLetters = (filters: Query) =>
  queryOptions({
    queryKey: ["posts", "dead-letters", filters],
    queryFn: ({ signal }) => requestPage<Post[]>("/dead-letters", { query: filters, signal }),
    placeholderData: keepPreviousData,
  });

/** Send dead letters again; those whose outcome nobody knows are refused until a person has looked. */
export function useRedrive() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RedriveRequest) => request<Redriven[]>("/dead-letters/redrive", { method: "POST", body }),
    onSettled: () => staleAfterPost(client),
  });
}

/** A person has put the post there; with its address its numbers are read. */
export function useHandFinish(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (url: string | null) => request<Post>("/posts/{id}/hand-finish", { method: "POST", path: { id }, body: { url } }),
    onSuccess: (changed) => {
      client.setQueryData(post(id).queryKey, changed);
      return staleAfterPost(client);
    },
  });
}

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

/** A post of one's own for one channel. */
export function sendPost(body: PostOrder): Promise<Post> {
  return request<Post>("/posts", { method: "POST", body });
}

/** What a channel would get of what is being written; nothing is stored. */
export const postPreview = (body: PreviewRequest) =>
  queryOptions({
    queryKey: ["preview", body],
    queryFn: async ({ signal }) => (await request<FullPreview[]>("/posts/preview", { method: "POST", body, signal }))[0] ?? null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });

export type PostAction = "approve" | "cancel" | "publish-now" | "retry" | "unpublish";

const actionPaths: Record<PostAction, string> = {
  approve: "/posts/{id}/approve",
  cancel: "/posts/{id}/cancel",
  "publish-now": "/posts/{id}/publish-now",
  retry: "/posts/{id}/retry",
  unpublish: "/posts/{id}/unpublish",
};

/** `revision` is the post as it was read: a yes is to these words and no others. */
export function usePostAction(id: string, revision: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: PostAction) => request<Post>(actionPaths[action], { method: "POST", path: { id }, ...(action === "approve" ? { body: { revision } } : {}) }),
    onSuccess: (changed) => {
      client.setQueryData(post(id).queryKey, changed);
      return staleAfterPost(client);
    },
  });
}

/** Everything that waits for a person's yes, the soonest due first. */
export const awaiting = () =>
  queryOptions({
    queryKey: ["posts", "awaiting"],
    queryFn: ({ signal }) => requestPage<Post[]>("/posts", { query: { needs_approval: true, sort: "due_at", per_page: 100 }, signal }),
  });

/** A person's answer to a piece, on all its networks at once: a yes is to the words as they were read. */
export function useAnswer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ posts: answered, isYes }: { posts: readonly Post[]; isYes: boolean }) =>
      Promise.all(answered.map(({ id, revision }) => request<Post>(isYes ? "/posts/{id}/approve" : "/posts/{id}/cancel", { method: "POST", path: { id }, ...(isYes ? { body: { revision } } : {}) }))),
    onSettled: () => staleAfterPost(client),
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
