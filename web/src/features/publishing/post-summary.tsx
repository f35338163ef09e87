import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import type { Post } from "@/api/types";
import { buttonLook } from "@/design/primitives/button";
import { postSentence } from "@/design/patterns/post-sentence";
import { StatusMark } from "@/design/patterns/status-mark";
import { shownStatus } from "@/design/patterns/status-words";
import { useLanguage, useWords } from "@/lib/language";
import { PostActions } from "./post-actions";
import { ProblemNote } from "./problem-note";
import { PublishedPiece } from "./published-piece";
import { postWords } from "./words";

interface PostSummaryProps {
  post: Post;
  now: Date;
  onMove: () => void;
}

/** A post in the inspector: where it stands, what can be done, how it looks. */
export function PostSummary({ post, now, onMove }: PostSummaryProps) {
  const t = useWords(postWords);
  const { language } = useLanguage();
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="font-medium text-strong"><StatusMark status={shownStatus(post)} /></p>
        <p className="tabular mt-1 text-sm text-body">{postSentence(post, now, language)}</p>
      </div>
      {post.problem && <ProblemNote problem={post.problem} />}
      <div className="flex flex-wrap gap-2">
        <PostActions post={post} onMove={onMove} isQuiet />
        <Link to="/posts/$postId" params={{ postId: post.id }} className={buttonLook("secondary")}>
          {t("open")}
          <ArrowRight aria-hidden className="size-4 rtl:-scale-x-100" />
        </Link>
      </div>
      <PublishedPiece post={post} now={now} />
    </div>
  );
}
