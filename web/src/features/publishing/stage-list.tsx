import { ExternalLink } from "lucide-react";
import type { Post, Stage } from "@/api/types";
import { StatusDot } from "@/design/patterns/status-mark";
import { useWords } from "@/lib/language";
import { firstLine } from "@/lib/post-text";
import { exactTime } from "@/lib/time";
import { postWords } from "./words";

function useStageName() {
  const t = useWords(postWords);
  const names = { post: "stagePost", comment: "stageComment", cover: "stageCover", playlist: "stagePlaylist" } as const;
  return (stage: Stage) => (stage.action === "reply" ? t("stageReply", { count: stage.number + 1 }) : t(names[stage.action]));
}

/** A post of several parts: each with its own receipt, or still waiting for its turn. */
export function StageList({ stages, post }: { stages: readonly Stage[]; post: Post }) {
  const t = useWords(postWords);
  const nameOf = useStageName();
  return (
    <ol className="overflow-hidden rounded-card border border-subtle bg-surface-raised">
      {stages.map((stage) => (
        <li key={stage.number} className="flex items-center gap-3 border-b border-subtle px-4 py-3 last:border-b-0">
          <StatusDot status={stage.stands ? "published" : post.status === "failed" ? "failed" : post.status === "unknown" ? "unknown" : "scheduled"} />
          <span className="min-w-0 flex-1">
            <span className="block text-sm font-medium text-strong">{nameOf(stage)}</span>
            {stage.text && <span className="at-start block truncate text-xs text-muted" dir="auto">{firstLine(stage.text)}</span>}
          </span>
          <span className="tabular shrink-0 text-xs text-muted">{stage.published_at ? <time dateTime={stage.published_at} dir="ltr" className="font-mono">{exactTime(stage.published_at, post.time_zone)}</time> : !stage.stands && t("stageWaits")}</span>
          {stage.url && (
            <a href={stage.url} target="_blank" rel="noreferrer" className="inline-flex shrink-0 items-center gap-1 text-xs font-medium text-action hover:underline">
              {t("stageOpen")}<ExternalLink aria-hidden className="size-3 rtl:-scale-x-100" />
            </a>
          )}
        </li>
      ))}
    </ol>
  );
}
