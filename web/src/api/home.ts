import { queryOptions } from "@tanstack/react-query";
import { request } from "./fetch";
import type { Home } from "./types";

/** How many pieces wait for a person's yes. */
export function awaitedIn(data: Home | undefined): number {
  return data?.needs_you.find((one) => one.kind === "approval")?.count ?? 0;
}

export const home = () =>
  queryOptions({
    queryKey: ["home"],
    queryFn: ({ signal }) => request<Home>("/home", { signal }),
    refetchInterval: 60_000,
  });
