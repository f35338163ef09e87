import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useWords } from "@/lib/language";
import { Loading } from "../primitives/skeleton";
import { Failure } from "./states";

const words = {
  loading: ["Loading", "جارٍ التحميل"],
  stale: ["This is the last state that could be read.", "هذه آخر حالة أمكنت قراءتها."],
} as const;

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  skeleton: ReactNode;
  children: (value: T) => ReactNode;
}

/** Loading, error, partial (old data under a failed re-read) and full, the same on every page. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  const t = useWords(words);
  if (query.data === undefined) {
    if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
    return <Loading label={t("loading")}>{skeleton}</Loading>;
  }
  return (
    <>
      {query.isError && <p role="status" className="mb-3 text-xs text-waiting">{t("stale")}</p>}
      {children(query.data)}
    </>
  );
}
