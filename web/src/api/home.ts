import { queryOptions } from "@tanstack/react-query";
import { request } from "./fetch";
import type { Home } from "./types";

export const home = () =>
  queryOptions({
    queryKey: ["home"],
    queryFn: ({ signal }) => request<Home>("/home", { signal }),
    refetchInterval: 60_000,
  });
