import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { useBrandById } from "@/api/brands";
import { content } from "@/api/content";
import { history, post as onePost, postMetrics, stages } from "@/api/posts";
import type { Post } from "@/api/types";
import { Skeleton } from "@/design/primitives/skeleton";
import { FactList } from "@/design/patterns/fact-list";
import { Loaded } from "@/design/patterns/loaded";
import { Page, SectionTitle } from "@/design/patterns/page";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { postSentence } from "@/design/patterns/post-sentence";
import { StatusMark } from "@/design/patterns/status-mark";
import { shownStatus } from "@/design/patterns/status-words";
import { NumbersPanel } from "@/features/analytics/numbers-panel";
import { Ledger } from "@/features/publishing/ledger";
import { NextStep } from "@/features/publishing/next-step";
import { PostActions } from "@/features/publishing/post-actions";
import { ProblemNote } from "@/features/publishing/problem-note";
import { PublishedPiece } from "@/features/publishing/published-piece";
import { StageList } from "@/features/publishing/stage-list";
import { postWords } from "@/features/publishing/words";
import { MoveDialog } from "@/features/scheduling/move-dialog";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { firstLine } from "@/lib/post-text";

const route = getRouteApi("/shell/posts/$postId");

const words = { numbers: ["Numbers", "الأرقام"], madeFrom: ["Made from", "صُنع من"], loading: ["Post", "منشور"] } as const;

function Facts({ contentId }: { contentId: string }) {
  const t = useWords(words);
  const { data } = useQuery(content(contentId));
  if (!data?.facts.length) return null;
  return (
    <section>
      <SectionTitle>{t("madeFrom")}</SectionTitle>
      <FactList facts={data.facts} />
    </section>
  );
}

/** Shown where a post has more than itself: parts, a comment, a cover. */
function Stages({ post }: { post: Post }) {
  const t = useWords(postWords);
  const { data = [] } = useQuery(stages(post.id));
  if (data.length < 2) return null;
  return (
    <section>
      <SectionTitle count={data.length}>{t("stages")}</SectionTitle>
      <StageList stages={data} post={post} />
    </section>
  );
}

function PostBody({ post, now }: { post: Post; now: Date }) {
  const t = useWords(postWords);
  const own = useWords(words);
  const past = useQuery(history(post.id));
  const numbers = useQuery(postMetrics(post.id));
  return (
    <div className="grid grid-cols-1 items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,24.5rem)_minmax(0,1fr)]">
      <div className="flex flex-col gap-8 lg:sticky lg:top-19">
        <PublishedPiece post={post} now={now} />
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        {post.problem && <ProblemNote problem={post.problem} />}
        <NextStep post={post} now={now} />
        <Stages post={post} />
        <section>
          <SectionTitle>{t("history")}</SectionTitle>
          <Loaded query={past} skeleton={<Skeleton className="h-40 w-full" />}>
            {(entries) => <Ledger entries={entries} zone={post.time_zone} now={now} />}
          </Loaded>
        </section>
        <section>
          <SectionTitle>{own("numbers")}</SectionTitle>
          <Loaded query={numbers} skeleton={<Skeleton className="h-56 w-full" />}>{(metrics) => <NumbersPanel metrics={metrics} />}</Loaded>
        </section>
        {post.content_id && <Facts contentId={post.content_id} />}
      </div>
    </div>
  );
}

export default function PostPage() {
  const t = useWords(postWords);
  const own = useWords(words);
  const { language } = useLanguage();
  const now = useNow();
  const { postId } = route.useParams();
  const query = useQuery(onePost(postId));
  const brandOf = useBrandById();
  const [isMoving, setMoving] = useState(false);
  const post = query.data;
  return (
    <Page
      title={post ? post.extras.title || firstLine(post.text) : own("loading")}
      lead={
        post && (
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <Link to="/posts" className="inline-flex items-center gap-1 text-action hover:underline"><ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />{t("back")}</Link>
            <span className="font-medium text-strong"><StatusMark status={shownStatus(post)} /></span>
            <span className="tabular text-body">{postSentence(post, now, language)}</span>
            <span className="inline-flex items-center gap-2"><PlatformMark platform={post.channel.platform} /><span dir="ltr">{post.channel.handle}</span></span>
            {post.brand_id && <Link to="/brands/$brandId" params={{ brandId: post.brand_id }} className="hover:text-strong hover:underline">{brandOf(post.brand_id)?.name}</Link>}
          </span>
        )
      }
      action={post && <PostActions post={post} onMove={() => setMoving(true)} />}
    >
      <Loaded query={query} skeleton={<div className="grid gap-12 lg:grid-cols-[24.5rem_1fr]"><Skeleton className="h-128 w-full" /><Skeleton className="h-80 w-full" /></div>}>
        {(found) => <PostBody post={found} now={now} />}
      </Loaded>
      <MoveDialog post={isMoving && post ? post : null} now={now} onClose={() => setMoving(false)} />
    </Page>
  );
}
