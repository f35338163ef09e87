import { useQuery } from "@tanstack/react-query";
import { History, Undo2 } from "lucide-react";
import { useState } from "react";
import { changes, useRestoreVersion, versions } from "@/api/variants";
import type { Content, Version } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { WordChanges } from "@/design/patterns/word-changes";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { ago } from "@/lib/time";
import { variantWords } from "./variant-words";

interface RowProps {
  version: Version;
  isChosen: boolean;
  onChoose: () => void;
}

function VersionRow({ version, isChosen, onChoose }: RowProps) {
  const t = useWords(variantWords);
  const { language } = useLanguage();
  const now = useNow();
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className="flex w-full items-start gap-3 rounded-control px-3 py-2 text-start hover:bg-surface-hover aria-pressed:bg-surface-selected"
      >
        <History aria-hidden className="mt-px size-4 shrink-0 text-muted" />
        <span className="min-w-0 flex-1">
          <span className="tabular flex flex-wrap justify-between gap-x-3 text-sm"><span className="font-medium text-strong">{t("version", { version: version.version })}</span><span className="text-xs text-muted">{t("replaced", { when: ago(version.created_at, now, language) })}</span></span>
          <span className="at-start block truncate text-xs text-muted" dir="auto">{version.text}</span>
        </span>
      </button>
    </li>
  );
}

function Difference({ piece, version }: { piece: Content; version: Version }) {
  const t = useWords(variantWords);
  const query = useQuery(changes(piece.id, version.version, piece.version));
  const restore = useRestoreVersion(piece.id);
  const bringBack = () =>
    restore.mutate(
      { number: version.version, version: piece.version },
      { onSuccess: () => say(t("restored", { version: version.version })), onError: sayError },
    );
  return (
    <div className="flex min-w-0 flex-col gap-3 rounded-card border border-subtle bg-surface-raised p-4">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold text-strong">{t("since", { version: version.version })}</h3>
        <Button size="sm" icon={Undo2} isBusy={restore.isPending} onClick={bringBack}>{t("restore", { version: version.version })}</Button>
      </header>
      <Loaded query={query} skeleton={<Skeleton className="h-24 w-full" />}>
        {(list) => (list.every((one) => one.kind === "same") ? <p className="text-sm text-muted">{t("sameText")}</p> : <WordChanges changes={list} />)}
      </Loaded>
    </div>
  );
}

/** Every wording the piece has had; one opens into what changed since. */
export function VersionsPanel({ piece }: { piece: Content }) {
  const t = useWords(variantWords);
  const query = useQuery(versions(piece.id, piece.version));
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <Loaded query={query} skeleton={<Skeleton className="h-32 w-full" />}>
      {(list) => {
        const shown = list.find((one) => one.version === chosen) ?? list[0];
        if (!shown) return <p className="text-sm text-muted">{t("noVersions")}</p>;
        return (
          <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
            <ul className="flex max-h-96 flex-col gap-1 overflow-y-auto rounded-card border border-subtle bg-surface-raised p-2">
              {list.map((one) => <VersionRow key={one.version} version={one} isChosen={one === shown} onChoose={() => setChosen(one.version)} />)}
            </ul>
            <Difference key={shown.version} piece={piece} version={shown} />
          </div>
        );
      }}
    </Loaded>
  );
}
