import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request, requestPage } from "./fetch";
import { storedLanguage } from "@/lib/language";
import type { Brand, BrandChange, BrandRequest, Pack } from "./types";

/** The packs, with the names of their types in the reader's language. */
export const packs = (language = storedLanguage()) =>
  queryOptions({
    queryKey: ["packs", language],
    queryFn: ({ signal }) => request<Pack[]>("/packs", { query: { language }, signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

export const brands = () =>
  queryOptions({
    queryKey: ["brands"],
    queryFn: async ({ signal }) => (await requestPage<Brand[]>("/brands", { query: { per_page: 100 }, signal })).data,
    staleTime: 60_000,
  });

export const brand = (id: string) =>
  queryOptions({
    queryKey: ["brands", id],
    queryFn: ({ signal }) => request<Brand>("/brands/{id}", { path: { id }, signal }),
  });

/** Brands by id, for the names beside posts. */
export function useBrandById(): (id: string | null | undefined) => Brand | undefined {
  const { data } = useQuery(brands());
  return (id) => data?.find((one) => one.id === id);
}

export function useMakeBrand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BrandRequest) => request<Brand>("/brands", { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["brands"] }),
  });
}

export function useChangeBrand(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: BrandChange) =>
      request<Brand>("/brands/{id}", { method: "PATCH", path: { id }, body: change }),
    onSuccess: (changed) => {
      client.setQueryData(brand(id).queryKey, changed);
      return client.invalidateQueries({ queryKey: brands().queryKey, exact: true });
    },
  });
}

export function useDeleteBrand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<void>("/brands/{id}", { method: "DELETE", path: { id } }),
    // Only the list: the brand itself is gone, and asking for it again would be a refusal.
    onSuccess: () => client.invalidateQueries({ queryKey: brands().queryKey, exact: true }),
  });
}
