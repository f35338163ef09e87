import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { prompts } from "@/api/templates";
import { Chip } from "@/design/primitives/chip";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { useWords } from "@/lib/language";
import { templateWords } from "./words";

/** What models are told, word for word: read here, changed in its file. */
export function PromptList() {
  const t = useWords(templateWords);
  const query = useQuery(prompts());
  return (
    <Loaded query={query} skeleton={<Skeleton className="h-64 w-full" />}>
      {(list) => (
        <div className="flex flex-col gap-3">
          <p className="text-sm text-muted">{t("promptsLead")}</p>
          {list.map((one) => (
            <details key={one.id} className="group rounded-card border border-subtle bg-surface-raised">
              <summary className="flex min-h-12 list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
                <span className="text-sm font-medium text-strong"><bdi>{one.label}</bdi></span>
                <Chip>{t("version", { version: one.version })}</Chip>
                <span className="at-start min-w-0 flex-1 truncate text-xs text-muted" dir="auto">{one.about}</span>
                <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
              </summary>
              <pre className="max-h-128 overflow-auto border-t border-subtle bg-surface-sunken p-4 font-mono text-xs whitespace-pre-wrap text-body" dir="auto">{one.text}</pre>
            </details>
          ))}
        </div>
      )}
    </Loaded>
  );
}
