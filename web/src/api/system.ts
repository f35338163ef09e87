import { queryOptions } from "@tanstack/react-query";

export interface Health {
  status: string;
  version: string;
}

/** Version and state of the server; outside /api/v1 and without an envelope. */
export const health = () =>
  queryOptions({
    queryKey: ["health"],
    queryFn: async ({ signal }): Promise<Health> => {
      const answer = await fetch("/health", { signal });
      const body = (await answer.json()) as Partial<Health> & { data?: Partial<Health> };
      const found = body.data ?? body;
      return { status: found.status ?? (answer.ok ? "ok" : "failed"), version: found.version ?? "" };
    },
    refetchInterval: 30_000,
    retry: 1,
  });
