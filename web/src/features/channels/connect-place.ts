import type { Platform } from "@/api/types";

/** Networks that anybody runs a server of; of the others there is only one. */
const MANY_SERVERS: ReadonlySet<string> = new Set(["mastodon", "bluesky", "wordpress"]);

/** Networks whose consent begins with a person's own name there. */
const BY_NAME: ReadonlySet<string> = new Set(["bluesky"]);

export type Place = "network" | "sandbox";

export function hasManyServers(platform: Pick<Platform, "id">): boolean {
  return MANY_SERVERS.has(platform.id);
}

export function asksName(platform: Pick<Platform, "id">, place: Place): boolean {
  return place === "network" && BY_NAME.has(platform.id);
}

/** The address a connection begins at: the sandbox, or the network's usual one. */
export function addressOf(platform: Pick<Platform, "default_base_url" | "sandbox_url">, place: Place): string {
  return place === "sandbox" ? (platform.sandbox_url ?? "") : platform.default_base_url;
}

/** The sandbox's page that hands out keys, as a network's own settings would. */
export function sandboxKeysOf(platform: Pick<Platform, "id" | "sandbox_url">): string {
  return platform.sandbox_url ? new URL(`/keys/${platform.id}`, platform.sandbox_url).href : "";
}

/** Where the way in asks for keys of one's own program first. */
export function needsAppKeys(platform: Pick<Platform, "sign_in">, place: Place, kept: boolean): boolean {
  return place === "network" && platform.sign_in.needs_app && !kept;
}
