import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import type { Post } from "@/api/types";
import { buttonLook } from "@/design/primitives/button";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { StatusMark } from "@/design/patterns/status-mark";
import { Thumb } from "@/design/patterns/thumb";
import { useLanguage, useWords } from "@/lib/language";
import { firstLine } from "@/lib/post-text";
import { fromNow } from "@/lib/time";
import { deadWords } from "./dead-words";

interface DeadListProps {
  posts: readonly Post[];
  chosen: ReadonlySet<string>;
  now: Date;
  onToggle: (id: string) => void;
  onAll: () => void;
}

/** What a person must know before it may go again: why it rests. An unknown outcome is decided first. */
export function DeadList({ posts, chosen, now, onToggle, onAll }: DeadListProps) {
  const t = useWords(deadWords);
  const { language } = useLanguage();
  const free = posts.filter((one) => one.status !== "unknown");
  return (
    <div className="overflow-hidden rounded-card border border-subtle bg-surface-raised">
      <label className="flex h-10 items-center gap-3 border-b border-subtle px-4 text-xs text-muted">
        <input type="checkbox" className="size-4 accent-action" disabled={free.length === 0} checked={free.length > 0 && free.every((one) => chosen.has(one.id))} onChange={onAll} />
        {t("all")}
      </label>
      <ul>
        {posts.map((post) => {
          const isUnknown = post.status === "unknown";
          const words = firstLine(post.text) || post.extras.title || post.channel.handle;
          return (
            <li key={post.id} className="flex items-start gap-3 border-b border-subtle px-4 py-3 last:border-b-0">
              <input type="checkbox" aria-label={t("choose", { text: words })} className="mt-1 size-4 shrink-0 accent-action" disabled={isUnknown} checked={chosen.has(post.id)} onChange={() => onToggle(post.id)} />
              <Thumb url={post.media[0]?.url} className="w-9" />
              <div className="min-w-0 flex-1">
                <p className="at-start truncate text-sm font-medium text-strong" dir="auto">{words}</p>
                <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
                  <span className="text-body"><StatusMark status={post.status} /></span>
                  <span className="inline-flex min-w-0 items-center gap-1"><PlatformMark platform={post.channel.platform} className="size-3" /><span className="truncate" dir="ltr">{post.channel.handle}</span></span>
                  {post.due_at && <span className="tabular">{fromNow(post.due_at, now, language)}</span>}
                </p>
                {post.problem && (
                  <p className="at-start mt-1 text-xs text-body" dir="auto">{post.problem.detail} <span className="font-medium text-strong">{post.problem.remedy}</span></p>
                )}
              </div>
              <Link to="/posts/$postId" params={{ postId: post.id }} className={buttonLook(isUnknown ? "secondary" : "quiet", "sm")}>
                {t(isUnknown ? "mend" : "open")}
                <ArrowRight aria-hidden className="size-4 rtl:-scale-x-100" />
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
