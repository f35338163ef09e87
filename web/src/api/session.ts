import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "./fetch";
import type { APIKey, Member, MemberRequest, NewAPIKey, NewMember, Person, PersonChange, Session } from "./types";

export const me = () =>
  queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => request<Person>("/me", { signal }),
    staleTime: 300_000,
    retry: false,
  });

export function signIn(email: string, password: string): Promise<Session> {
  return request<Session>("/auth/login", { method: "POST", body: { email, password } });
}

export function signInByLink(token: string): Promise<Session> {
  return request<Session>("/auth/sign-in-link", { method: "POST", body: { token } });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<void>("/auth/logout", { method: "POST" }),
    onSettled: () => client.clear(),
  });
}

export function useChangeMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: PersonChange) => request<Person>("/me", { method: "PATCH", body: change }),
    onSuccess: (person) => client.setQueryData(me().queryKey, person),
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { current?: string; new: string }) => request<void>("/me/password", { method: "POST", body }),
  });
}

export const apiKeys = () =>
  queryOptions({ queryKey: ["api-keys"], queryFn: ({ signal }) => request<APIKey[]>("/api-keys", { signal }) });

export function useMakeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => request<NewAPIKey>("/api-keys", { method: "POST", body: { name } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
  });
}

export function useRevokeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<void>("/api-keys/{id}", { method: "DELETE", path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
  });
}

export const members = () =>
  queryOptions({ queryKey: ["members"], queryFn: ({ signal }) => request<Member[]>("/members", { signal }) });

export function useAddMember() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MemberRequest) => request<NewMember>("/members", { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["members"] }),
  });
}

export function useChangeRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, role }: { id: string; role: string }) =>
      request<Member>("/members/{id}", { method: "PATCH", path: { id }, body: { role } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["members"] }),
  });
}

export function useRemoveMember() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<void>("/members/{id}", { method: "DELETE", path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["members"] }),
  });
}
