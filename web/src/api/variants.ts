import { queryOptions, useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { content } from "./content";
import { request } from "./fetch";
import type { Change, Content, FillRequest, Variant, VariantRequest, Version } from "./types";

export const variants = (contentId: string) =>
  queryOptions({
    queryKey: ["content", contentId, "variants"],
    queryFn: ({ signal }) => request<Variant[]>("/content/{id}/variants", { path: { id: contentId }, signal }),
  });

export const versions = (contentId: string, current: number) =>
  queryOptions({
    queryKey: ["content", contentId, "versions", current],
    queryFn: ({ signal }) => request<Version[]>("/content/{id}/versions", { path: { id: contentId }, signal }),
  });

/** What changed from an earlier wording to the one that stands now. */
export const changes = (contentId: string, version: number, current: number) =>
  queryOptions({
    queryKey: ["content", contentId, "versions", current, version],
    queryFn: ({ signal }) =>
      request<Change[]>("/content/{id}/versions/{number}/changes", { path: { id: contentId, number: String(version) }, signal }),
  });

export function useMakeVariants(contentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: VariantRequest) =>
      request<Variant[]>("/content/{id}/variants", { method: "POST", path: { id: contentId }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: variants(contentId).queryKey }),
  });
}

/** Another wording, from a template and the facts of the piece's own plan. */
export function useFillTemplate(contentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: FillRequest) => request<Variant>("/content/{id}/fill", { method: "POST", path: { id: contentId }, body }),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: variants(contentId).queryKey }), client.invalidateQueries({ queryKey: ["templates"] })]),
  });
}

function taken(client: QueryClient, changed: Content) {
  client.setQueryData(content(changed.id).queryKey, changed);
  return Promise.all([
    client.invalidateQueries({ queryKey: variants(changed.id).queryKey }),
    client.invalidateQueries({ queryKey: ["runs"] }),
  ]);
}

interface Choice {
  id: string;
  /** The version of the piece that was read. */
  version: number;
}

export function useChooseVariant(contentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: Choice) =>
      request<Content>("/content/{id}/variants/{variant}/choose", { method: "POST", path: { id: contentId, variant: id }, body: { version } }),
    onSuccess: (changed) => taken(client, changed),
  });
}

export function useDiscardVariant(contentId: string) {
  const client = useQueryClient();
  const { queryKey } = variants(contentId);
  return useMutation({
    mutationFn: (id: string) =>
      request<void>("/content/{id}/variants/{variant}", { method: "DELETE", path: { id: contentId, variant: id } }),
    onMutate: (id) => client.setQueryData(queryKey, (list) => list?.filter((one) => one.id !== id)),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

export function useRestoreVersion(contentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ number, version }: { number: number; version: number }) =>
      request<Content>("/content/{id}/versions/{number}/restore", { method: "POST", path: { id: contentId, number: String(number) }, body: { version } }),
    onSuccess: (changed) => taken(client, changed),
  });
}
