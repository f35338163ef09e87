import { useState } from "react";
import type { Content } from "@/api/types";
import { Segmented } from "@/design/primitives/segmented";
import { useWords } from "@/lib/language";
import { variantWords } from "./variant-words";
import { VariantsPanel } from "./variants-panel";
import { VersionsPanel } from "./versions-panel";

interface WordingsProps {
  piece: Content;
  networks: readonly string[];
  isDirty: boolean;
}

/** Below the piece, over the whole width: what else it could say, and what it said before. */
export function Wordings({ piece, networks, isDirty }: WordingsProps) {
  const t = useWords(variantWords);
  const [shown, setShown] = useState<"title" | "versions">("title");
  return (
    <section className="mt-8 flex flex-col gap-4 border-t border-subtle pt-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold text-strong">{t(shown)}</h2>
          <p className="text-sm text-muted">{t(shown === "title" ? "lead" : "versionsLead")}</p>
        </div>
        <Segmented label={t("title")} value={shown} onChange={setShown} segments={[{ value: "title", label: t("title") }, { value: "versions", label: t("versions") }]} />
      </div>
      {shown === "title" ? <VariantsPanel piece={piece} networks={networks} isDirty={isDirty} /> : <VersionsPanel piece={piece} />}
    </section>
  );
}
