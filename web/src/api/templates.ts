import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { request, requestPage } from "./fetch";
import type { Filled, Imported, Prompt, Template, TemplateChange, TemplateFile, TemplateRequest, TemplateVersion, TryRequest } from "./types";

export const templates = () =>
  queryOptions({
    queryKey: ["templates", "list"],
    queryFn: async ({ signal }) => (await requestPage<Template[]>("/templates", { query: { per_page: 100 }, signal })).data,
  });

export const template = (id: string) =>
  queryOptions({ queryKey: ["templates", "one", id], queryFn: ({ signal }) => request<Template>("/templates/{id}", { path: { id }, signal }) });

export const templateVersions = (id: string, current: number) =>
  queryOptions({ queryKey: ["templates", "versions", id, current], queryFn: ({ signal }) => request<TemplateVersion[]>("/templates/{id}/versions", { path: { id }, signal }) });

/** What a text would become, saved or not; nothing is kept. */
export const tryOut = (order: TryRequest) =>
  queryOptions({
    queryKey: ["templates", "try", order],
    queryFn: ({ signal }) => request<Filled>("/templates/preview", { method: "POST", body: order, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const prompts = () =>
  queryOptions({ queryKey: ["templates", "prompts"], queryFn: ({ signal }) => request<Prompt[]>("/prompts", { signal }), staleTime: 60_000 });

/** All templates as one file, to be kept or brought to another workspace. */
export const exportTemplates = () => request<TemplateFile>("/templates/export");

function useChanging<T, U>(call: (value: T) => Promise<U>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: call, onSuccess: () => client.invalidateQueries({ queryKey: ["templates"] }) });
}

export const useMakeTemplate = () => useChanging((body: TemplateRequest) => request<Template>("/templates", { method: "POST", body }));

export const useChangeTemplate = () =>
  useChanging(({ id, change }: { id: string; change: TemplateChange }) => request<Template>("/templates/{id}", { method: "PATCH", path: { id }, body: change }));

export const useRemoveTemplate = () => useChanging((id: string) => request<void>("/templates/{id}", { method: "DELETE", path: { id } }));

export const useRestoreTemplate = () =>
  useChanging(({ id, number }: { id: string; number: number }) => request<Template>("/templates/{id}/versions/{number}/restore", { method: "POST", path: { id, number: String(number) } }));

export const useImportTemplates = () => useChanging((file: unknown) => request<Imported>("/templates/import", { method: "POST", body: file }));
