import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, CircleCheck } from "lucide-react";
import { post as onePost } from "@/api/posts";
import type { Post } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { postSentence } from "@/design/patterns/post-sentence";
import { StatusDot } from "@/design/patterns/status-mark";
import { shownStatus } from "@/design/patterns/status-words";
import { useLanguage, useWords } from "@/lib/language";
import { scheduleWords } from "./schedule-words";

/** One post as it stands now, not as it stood when it was sent. */
function Row({ sent, now }: { sent: Post; now: Date }) {
  const { language } = useLanguage();
  const { data: post } = useQuery({ ...onePost(sent.id), initialData: sent });
  return (
    <li>
      <Link to="/posts/$postId" params={{ postId: post.id }} className="-mx-2 flex items-center gap-3 rounded-control px-2 py-2 hover:bg-surface-hover">
        <PlatformMark platform={post.channel.platform} />
        <span className="min-w-0 flex-1">
          <span className="at-start block truncate text-sm text-strong" dir="ltr">{post.channel.handle}</span>
          <span className="tabular flex items-center gap-2 text-xs text-muted"><StatusDot status={shownStatus(post)} />{postSentence(post, now, language)}</span>
        </span>
        <ArrowRight aria-hidden className="size-4 shrink-0 text-muted rtl:-scale-x-100" />
      </Link>
    </li>
  );
}

/** What was promised, one line per channel, each a step further along the loop. */
export function SentReceipt({ posts, now, onAgain }: { posts: readonly Post[]; now: Date; onAgain: () => void }) {
  const t = useWords(scheduleWords);
  return (
    <div role="status" className="arrive flex flex-col gap-3">
      <p className="flex items-center gap-2 font-medium text-strong"><CircleCheck aria-hidden className="size-5 text-live" />{t("done")}</p>
      <ul className="flex flex-col">
        {posts.map((sent) => <Row key={sent.id} sent={sent} now={now} />)}
      </ul>
      <p className="text-xs text-muted">{t("keepsWords")}</p>
      <Link to="/calendar" search={{ view: "week" }} className={`${buttonLook("primary", "lg")} w-full`}>{t("calendar")}</Link>
      <Button variant="quiet" onClick={onAgain}>{t("another")}</Button>
    </div>
  );
}
