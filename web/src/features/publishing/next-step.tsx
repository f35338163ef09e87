import { ArrowRight, ClockAlert, Gauge, Moon, type LucideIcon } from "lucide-react";
import type { Post } from "@/api/types";
import { postSentence, whenWords } from "@/design/patterns/post-sentence";
import { useLanguage, useWords } from "@/lib/language";
import { fromNow } from "@/lib/time";
import { postWords } from "./words";

function Line({ icon: Icon, isWarning = false, children }: { icon: LucideIcon; isWarning?: boolean; children: React.ReactNode }) {
  return (
    <p className={`flex items-start gap-3 rounded-card p-3 text-sm ${isWarning ? "bg-wash-waiting text-waiting" : "bg-surface-sunken text-body"}`}>
      <Icon aria-hidden className="mt-px size-4 shrink-0 rtl:-scale-x-100" />
      <span className="at-start min-w-0" dir="auto">{children}</span>
    </p>
  );
}

const resting = new Set(["published", "cancelled", "removed"]);

/** What happens next with a post and when; what holds it, and whether it is late. */
export function NextStep({ post, now }: { post: Post; now: Date }) {
  const t = useWords(postWords);
  const { language } = useLanguage();
  const { handle } = post.channel;
  if (resting.has(post.status)) return null;
  const what = language === "en" && post.next_action ? post.next_action.replace(/\.$/, "") : "";
  const when = post.next_action_at ? whenWords(post.next_action_at, post.time_zone, now, language) : "";
  return (
    <div className="flex flex-col gap-2">
      {post.late_since && <Line icon={ClockAlert} isWarning>{t("late", { when: fromNow(post.late_since, now, language) })}</Line>}
      {post.held_by === "fuse" && <Line icon={Gauge} isWarning>{t("heldFuse", { handle })}</Line>}
      {post.held_by === "quiet" && <Line icon={Moon}>{t("heldQuiet", { handle })}</Line>}
      <Line icon={ArrowRight}>
        {what || postSentence(post, now, language)}
        {when && <span className="text-muted"> · <span className="tabular inline-block first-letter:uppercase">{when}</span></span>}
        {post.attempts > 1 && <span className="text-muted"> · {t("tries", { count: post.attempts })}</span>}
      </Line>
    </div>
  );
}
