import { useState } from "react";
import type { Content } from "@/api/types";
import { Segmented } from "@/design/primitives/segmented";
import { useWords } from "@/lib/language";
import { ScriptPanel } from "./script-panel";
import { variantWords } from "./variant-words";
import { VariantsPanel } from "./variants-panel";
import { VersionsPanel } from "./versions-panel";

interface WordingsProps {
  piece: Content;
  networks: readonly string[];
  isDirty: boolean;
}

const leads = { title: "lead", versions: "versionsLead", script: "scriptLead" } as const;
type Shown = keyof typeof leads;

/** Below the piece, over the whole width: what else it could say, what it said before, how a video tells it. */
export function Wordings({ piece, networks, isDirty }: WordingsProps) {
  const t = useWords(variantWords);
  const [shown, setShown] = useState<Shown>("title");
  return (
    <section className="mt-8 flex flex-col gap-4 border-t border-subtle pt-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold text-strong">{t(shown)}</h2>
          <p className="text-sm text-muted">{t(leads[shown])}</p>
        </div>
        <Segmented<Shown> label={t("title")} value={shown} onChange={setShown} segments={[{ value: "title", label: t("title") }, { value: "versions", label: t("versions") }, { value: "script", label: t("script") }]} />
      </div>
      {shown === "title" && <VariantsPanel piece={piece} networks={networks} isDirty={isDirty} />}
      {shown === "versions" && <VersionsPanel piece={piece} />}
      {shown === "script" && <ScriptPanel piece={piece} />}
    </section>
  );
}
