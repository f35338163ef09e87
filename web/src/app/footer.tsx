import { useQuery } from "@tanstack/react-query";
import { health } from "@/api/system";
import { useWords } from "@/lib/language";
import { shellWords } from "./words";

const doing: Record<string, "making" | "filming" | "publishing" | "counting" | "checking"> = {
  content: "making",
  videos: "filming",
  publishing: "publishing",
  scheduling: "publishing",
  analytics: "counting",
  channels: "checking",
};

export function Footer({ running }: { running: string | null }) {
  const t = useWords(shellWords);
  const { data, isError } = useQuery(health());
  const isWell = !isError && (!data || /^(ok|healthy|ready|pass)$/i.test(data.status));
  const word = running ? doing[running] : undefined;
  return (
    <footer className="flex h-9 shrink-0 items-center gap-4 border-t border-subtle px-4 text-xs text-muted sm:px-6 lg:px-8">
      {data?.version && <span className="tabular">{t("version", { version: data.version })}</span>}
      <span className="flex items-center gap-2">
        <span aria-hidden className={`size-2 rounded-full ${isWell ? "bg-live" : "bg-failed"}`} />
        {isWell ? t("healthy") : t("unhealthy")}
      </span>
      <span className="ms-auto hidden items-center gap-2 sm:flex" aria-live="off">
        {word && <span aria-hidden className="breathe size-2 rounded-full bg-action" />}
        {word ? t(word) : t("idle")}
      </span>
    </footer>
  );
}
