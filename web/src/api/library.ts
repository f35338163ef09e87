import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { request, requestPage } from "./fetch";
import { sendFile } from "./assets";
import type { Alike, Asset, AssetChange, Cleaned, FetchRequest, FileVersion, Folder, SameFiles, Tag, Usage } from "./types";

export interface LibraryQuery {
  q?: string | undefined;
  kind?: string | undefined;
  folder_id?: string | undefined;
  tag?: string | undefined;
  licence?: string | undefined;
  trashed?: boolean | undefined;
  page?: number | undefined;
}

const PER_PAGE = 48;

export const assets = (query: LibraryQuery) =>
  queryOptions({
    queryKey: ["assets", "list", query],
    queryFn: ({ signal }) => requestPage<Asset[]>("/assets", { query: { ...query, per_page: PER_PAGE }, signal }),
    placeholderData: keepPreviousData,
  });

/** By words and by meaning together; the best first, all on one page. */
export const foundAssets = (query: Pick<LibraryQuery, "q" | "kind" | "folder_id" | "tag">) =>
  queryOptions({
    queryKey: ["assets", "search", query],
    queryFn: ({ signal }) => request<Asset[]>("/assets/search", { query: { ...query, per_page: 60 }, signal }),
    placeholderData: keepPreviousData,
  });

export const asset = (id: string) =>
  queryOptions({ queryKey: ["assets", "one", id], queryFn: ({ signal }) => request<Asset>("/assets/{id}", { path: { id }, signal }) });

/** Pictures that look like this one. */
export const alike = (id: string) =>
  queryOptions({ queryKey: ["assets", "alike", id], queryFn: ({ signal }) => request<Alike[]>("/assets/{id}/alike", { path: { id }, signal }) });

export const folders = () =>
  queryOptions({ queryKey: ["assets", "folders"], queryFn: ({ signal }) => request<Folder[]>("/assets/folders", { signal }) });

export const tags = () =>
  queryOptions({ queryKey: ["assets", "tags"], queryFn: ({ signal }) => request<Tag[]>("/assets/tags", { signal }) });

export const usage = () =>
  queryOptions({ queryKey: ["assets", "usage"], queryFn: ({ signal }) => request<Usage>("/assets/usage", { signal }) });

/** Every version of a file, the newest first; posts keep the one they were made with. */
export const fileVersions = (id: string) =>
  queryOptions({ queryKey: ["assets", "versions", id], queryFn: ({ signal }) => request<FileVersion[]>("/assets/{id}/versions", { path: { id }, signal }) });

/** Files of the same bytes. */
export const duplicates = () =>
  queryOptions({ queryKey: ["assets", "duplicates"], queryFn: ({ signal }) => request<SameFiles[]>("/assets/duplicates", { signal }) });

/** What a clean-up would remove; nothing is removed by asking. */
export const cleanUp = () =>
  queryOptions({ queryKey: ["assets", "clean"], queryFn: () => request<Cleaned>("/assets/clean", { method: "POST", query: { dry_run: true } }), staleTime: 0 });

function useChanging<T, U>(call: (value: T) => Promise<U>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: call, onSuccess: () => client.invalidateQueries({ queryKey: ["assets"] }) });
}

export const useChangeAsset = () =>
  useChanging(({ id, change }: { id: string; change: AssetChange }) => request<Asset>("/assets/{id}", { method: "PATCH", path: { id }, body: change }));

export const useTrashAsset = () => useChanging((id: string) => request<void>("/assets/{id}", { method: "DELETE", path: { id } }));

export const useBringBack = () => useChanging((id: string) => request<Asset>("/assets/{id}/bring-back", { method: "POST", path: { id } }));

export const useMakeFolder = () => useChanging((name: string) => request<Folder>("/assets/folders", { method: "POST", body: { name } }));

export const useFetchAsset = () => useChanging((body: FetchRequest) => request<Asset>("/assets/fetch", { method: "POST", body }));

export const useCleanUp = () => useChanging(() => request<Cleaned>("/assets/clean", { method: "POST", query: { dry_run: false } }));

export const useReplaceFile = (id: string) => useChanging((file: File) => sendFile<Asset>("/assets/{id}/versions", id, file));

export const useRestoreFile = (id: string) =>
  useChanging((version: number) => request<Asset>("/assets/{id}/versions/{version}/restore", { method: "POST", path: { id, version: String(version) } }));
