import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { request, requestPage } from "./fetch";
import type { Batch, BulkRequest, Proposal } from "./types";

/** What an order would make; nothing is made by asking. */
export const proposal = (order: BulkRequest) =>
  queryOptions({
    queryKey: ["batches", "proposal", order],
    queryFn: ({ signal }) => request<Proposal>("/content/batches/preview", { method: "POST", body: order, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 10_000,
  });

export const batches = () =>
  queryOptions({
    queryKey: ["batches", "list"],
    queryFn: async ({ signal }) => (await requestPage<Batch[]>("/content/batches", { query: { per_page: 20 }, signal })).data,
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === "making") ? 3000 : false),
  });

export const batch = (id: string) =>
  queryOptions({
    queryKey: ["batches", "one", id],
    queryFn: ({ signal }) => request<Batch>("/content/batches/{id}", { path: { id }, signal }),
    // The live connection tells of single pieces; a batch is counted again while it moves.
    refetchInterval: (query) => (query.state.data?.state === "making" ? 1000 : false),
  });

export function useOrderBatch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: BulkRequest) => request<Batch>("/content/batches", { method: "POST", body: order }),
    onSuccess: (made) => {
      client.setQueryData(batch(made.id).queryKey, made);
      return client.invalidateQueries({ queryKey: ["batches"] });
    },
  });
}

export function useCancelBatch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<Batch>("/content/batches/{id}/cancel", { method: "POST", path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["batches"] }),
  });
}
