import { PlatformMark } from "@/design/patterns/platform-mark";
import { useNow } from "@/lib/hooks";
import { useWords } from "@/lib/language";
import { describe } from "@/lib/problem";
import { Button } from "@/design/primitives/button";
import { SentReceipt } from "../sent-receipt";
import type { Outcome as Found } from "./use-send";
import { composeWords } from "./words";

/** What went on its way, and what was refused with what mends it. */
export function Outcome({ outcome, onAgain }: { outcome: Found; onAgain: () => void }) {
  const t = useWords(composeWords);
  const now = useNow();
  return (
    <div className="flex flex-col gap-4">
      {outcome.refused.map(({ one, error }) => {
        const told = describe(error);
        return (
          <div key={one.channel.id} role="alert" className="rounded-card bg-wash-failed p-3 text-sm">
            <p className="flex items-center gap-2 font-medium text-strong"><PlatformMark platform={one.platform.id} className="size-4" />{t("refusedBy", { handle: one.channel.handle })}</p>
            <p className="at-start mt-1 text-body" dir="auto">{told.detail}</p>
            {told.remedy && <p className="at-start mt-1 font-medium text-strong" dir="auto">{told.remedy}</p>}
          </div>
        );
      })}
      {outcome.refused.length > 0 && <Button onClick={onAgain}>{t("again")}</Button>}
      {outcome.posts.length > 0 && <SentReceipt posts={outcome.posts} now={now} onAgain={onAgain} />}
    </div>
  );
}
