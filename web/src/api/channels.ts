import { queryOptions, useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { request } from "./fetch";
import type { AccountSnapshot, AppKeys, AppKeysRequest, CallsDoor, Channel, ChannelRequest, Consent, ConsentRequest, Finding, Freeze, GuardsChange, GuardState, OfferedChoices, Platform, Post, Slot, SlotRequest, WireChannel } from "./types";

export const platforms = () =>
  queryOptions({
    queryKey: ["platforms"],
    queryFn: ({ signal }) => request<Platform[]>("/platforms", { signal }),
    staleTime: Infinity,
  });

/** Accounts are kept by one part of the API, slots and freezes by another; here they meet. */
async function readChannels(signal: AbortSignal): Promise<Channel[]> {
  const [accounts, slots, frozen] = await Promise.all([
    request<WireChannel[]>("/channels", { signal }),
    request<Slot[]>("/slots", { signal }),
    request<Freeze>("/freeze", { signal }),
  ]);
  return accounts.map((account) => ({
    ...account,
    frozen: frozen.channel_ids.includes(account.id),
    slots: slots.filter((slot) => slot.channel_id === account.id),
  }));
}

export const channels = () =>
  queryOptions({ queryKey: ["channels"], queryFn: ({ signal }) => readChannels(signal), staleTime: 30_000 });

/** A channel without brands of its own serves all of them. */
export function servesBrand(channel: Pick<Channel, "brand_ids">, brandId: string | undefined): boolean {
  return channel.brand_ids.length === 0 || channel.brand_ids.includes(brandId ?? "");
}

export interface Serving {
  channel: Pick<Channel, "id" | "brand_ids">;
  brandId: string;
  isOn: boolean;
}

/** What a channel's list becomes when it takes a brand on or leaves it; a channel without a list serves all. */
export function servingAfter({ channel, brandId, isOn }: Serving): string[] {
  const others = channel.brand_ids.filter((one) => one !== brandId);
  return isOn ? [...others, brandId] : others;
}

/** Let a brand's posts go out on a channel, or no longer. */
export function useServe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (serving: Serving) => request<WireChannel>("/channels/{id}", { method: "PATCH", path: { id: serving.channel.id }, body: { brand_ids: servingAfter(serving) } }),
    onSuccess: (changed) => put(client, changed),
  });
}

export const freeze = () =>
  queryOptions({ queryKey: ["freeze"], queryFn: ({ signal }) => request<Freeze>("/freeze", { signal }) });

function put(client: QueryClient, changed: WireChannel): void {
  client.setQueryData(channels().queryKey, (list) =>
    list?.map((one) => (one.id === changed.id ? { ...one, ...changed } : one)),
  );
}

/** What an account has to choose from for the options of its posts; asked of the network itself. */
export const offers = (id: string) =>
  queryOptions({
    queryKey: ["channels", id, "offers"],
    queryFn: ({ signal }) => request<OfferedChoices>("/channels/{id}/offers", { path: { id }, signal }),
    staleTime: 300_000,
    retry: false,
  });

/** What holds the channels' posts back at this moment. */
export const guards = () =>
  queryOptions({ queryKey: ["channels", "guards"], queryFn: ({ signal }) => request<GuardState[]>("/guards", { signal }), staleTime: 15_000 });

export function useSetGuards(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: GuardsChange) => request<WireChannel>("/channels/{id}", { method: "PATCH", path: { id }, body: { guards: change } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["channels"] }),
  });
}

/** Let what the burst fuse holds go out now. */
export function useResetFuse() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<{ let_go: number }>("/channels/{id}/fuse/reset", { method: "POST", path: { id } }),
    onSettled: () => Promise.all(["channels", "posts", "home"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}

/** Look a channel over: what is wrong with it, and what mends it. */
export function useExamine(id: string) {
  return useMutation({ mutationFn: () => request<Finding[]>("/channels/{id}/doctor", { method: "POST", path: { id } }) });
}

/** What to enter at the network so that it calls us; nothing where it makes no calls. */
export const callsDoor = (id: string) =>
  queryOptions({
    queryKey: ["channels", id, "calls"],
    queryFn: () => request<CallsDoor | null>("/channels/{id}/calls", { method: "POST", path: { id } }),
    staleTime: 60_000,
  });

/** The account's own numbers over time. */
export const accountNumbers = (id: string) =>
  queryOptions({
    queryKey: ["channels", id, "metrics"],
    queryFn: ({ signal }) => request<{ snapshots: AccountSnapshot[] }>("/channels/{id}/metrics", { path: { id }, signal }),
    staleTime: 60_000,
  });

/** Publish a test that is taken down as soon as it stands. */
export function useTestPost(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<Post>("/channels/{id}/test-post", { method: "POST", path: { id }, body: { asset_id: null } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["posts"] }),
  });
}

/** The keys of one's own programs at the networks, without their secrets. */
export const apps = () =>
  queryOptions({ queryKey: ["apps"], queryFn: ({ signal }) => request<AppKeys[]>("/channels/apps", { signal }) });

export function useKeepApp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AppKeysRequest) => request<void>("/channels/apps", { method: "PUT", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["apps"] }),
  });
}

/** Where a connection that was begun in the browser stands. */
export const consent = (id: string) =>
  queryOptions({
    queryKey: ["consents", id],
    queryFn: ({ signal }) => request<Consent>("/channels/consents/{id}", { path: { id }, signal }),
    staleTime: 0,
  });

/** Begin to connect in the browser; gives the address to go to. */
export function useBeginConsent() {
  return useMutation({
    mutationFn: (body: ConsentRequest) => request<{ id: string; url: string }>("/channels/consents", { method: "POST", body }),
  });
}

/** Take one of the accounts that the consent opened. */
export function useChooseAccount(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice_id: string) =>
      request<Consent>("/channels/consents/{id}/choose", { method: "POST", path: { id }, body: { choice_id } }),
    onSuccess: (done) => {
      client.setQueryData(consent(id).queryKey, done);
      return client.invalidateQueries({ queryKey: ["channels"] });
    },
  });
}

export function useConnectChannel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChannelRequest) => request<WireChannel>("/channels", { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["channels"] }),
  });
}

export function useReconnectChannel(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (secrets: Record<string, string>) =>
      request<WireChannel>("/channels/{id}/reconnect", { method: "POST", path: { id }, body: { secrets } }),
    onSuccess: (changed) => {
      put(client, changed);
      return client.invalidateQueries({ queryKey: ["posts"] });
    },
  });
}

export function useFreezeChannel(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (frozen: boolean) =>
      request<Freeze>("/channels/{id}/freeze", { method: "PUT", path: { id }, body: { frozen } }),
    onMutate: (frozen) => {
      client.setQueryData(channels().queryKey, (list) => list?.map((one) => (one.id === id ? { ...one, frozen } : one)));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["channels"] }),
  });
}

export function useCheckChannel(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<WireChannel>("/channels/{id}/check", { method: "POST", path: { id } }),
    onSuccess: (changed) => put(client, changed),
  });
}

export function useSetSlots(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (slots: SlotRequest[]) =>
      request<unknown>("/channels/{id}/slots", { method: "PUT", path: { id }, body: slots }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["channels"] }),
  });
}

export function useRemoveChannel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<void>("/channels/{id}", { method: "DELETE", path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["channels"] }),
  });
}

export function useSetFreeze() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (frozen: boolean) => request<Freeze>("/freeze", { method: "PUT", body: { frozen } }),
    onSuccess: (state) => client.setQueryData(freeze().queryKey, state),
  });
}
