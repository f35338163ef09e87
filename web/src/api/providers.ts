import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { request, requestPage, type Query } from "./fetch";
import type { Budget, BudgetRequest, Call, Estimate, EstimateRequest, Provider, ProviderChange, ProviderKind, ProviderRequest, Tiers, TierRequest, Total, Trial } from "./types";

export const providers = () =>
  queryOptions({ queryKey: ["providers", "list"], queryFn: ({ signal }) => request<Provider[]>("/providers", { signal }) });

export const providerKinds = () =>
  queryOptions({ queryKey: ["providers", "kinds"], queryFn: ({ signal }) => request<ProviderKind[]>("/providers/kinds", { signal }), staleTime: Infinity });

export const budgets = () =>
  queryOptions({ queryKey: ["providers", "budgets"], queryFn: ({ signal }) => request<Budget[]>("/providers/budgets", { signal }) });

export const tiers = () =>
  queryOptions({ queryKey: ["providers", "tiers"], queryFn: ({ signal }) => request<Tiers[]>("/providers/tiers", { signal }) });

/** Price and time before anything is made. */
export const estimate = (order: EstimateRequest) =>
  queryOptions({
    queryKey: ["providers", "estimate", order],
    queryFn: ({ signal }) => request<Estimate>("/providers/estimate", { method: "POST", body: order, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const ledger = (query: Query) =>
  queryOptions({
    queryKey: ["providers", "ledger", query],
    queryFn: ({ signal }) => requestPage<Call[]>("/providers/ledger", { query, signal }),
    placeholderData: keepPreviousData,
  });

export const totals = (by: "provider" | "brand" | "step" | "day", since: string) =>
  queryOptions({
    queryKey: ["providers", "totals", by, since],
    queryFn: ({ signal }) => request<Total[]>("/providers/ledger/totals", { query: { by, since }, signal }),
  });

function useChanging<T, U>(call: (value: T) => Promise<U>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: call, onSuccess: () => client.invalidateQueries({ queryKey: ["providers"] }) });
}

export const useAddProvider = () =>
  useChanging((body: ProviderRequest) => request<Provider>("/providers", { method: "POST", body }));

export const useChangeProvider = () =>
  useChanging(({ id, change }: { id: string; change: ProviderChange }) => request<Provider>("/providers/{id}", { method: "PATCH", path: { id }, body: change }));

export const useRemoveProvider = () =>
  useChanging((id: string) => request<void>("/providers/{id}", { method: "DELETE", path: { id } }));

export const useTryProvider = () =>
  useChanging((id: string) => request<Trial>("/providers/{id}/test", { method: "POST", path: { id } }));

export const useSetBudget = () =>
  useChanging((body: BudgetRequest) => request<Budget[]>("/providers/budgets", { method: "PUT", body }));

export const useSetTier = () =>
  useChanging((body: TierRequest) => request<Tiers[]>("/providers/tiers", { method: "PUT", body }));
