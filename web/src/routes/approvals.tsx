import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Ban, Check, ChevronLeft, ChevronRight, CircleCheck, PenLine } from "lucide-react";
import { useMemo, useState } from "react";
import { useBrandById } from "@/api/brands";
import { content as oneContent } from "@/api/content";
import { awaiting, useAnswer } from "@/api/posts";
import type { Quality } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { IconButton } from "@/design/primitives/icon-button";
import { Kbd } from "@/design/primitives/kbd";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { BrandMark } from "@/design/patterns/brand-mark";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { whenWords } from "@/design/patterns/post-sentence";
import { Empty } from "@/design/patterns/states";
import { Thumb } from "@/design/patterns/thumb";
import { GateReport } from "@/features/content/gate-report";
import { AwaitedEvidence, AwaitedStage } from "@/features/publishing/approval-desk";
import { approvalWords } from "@/features/publishing/approval-words";
import { awaitedPieces, shownAmong, type Awaited } from "@/features/publishing/awaiting";
import { useKeys, useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { firstLine } from "@/lib/post-text";

/** The page asks already; the report below need not ask again. */
function withoutAsking(quality: Quality): Quality {
  return { ...quality, needs_person: false, checks: quality.checks?.filter((one) => one.name !== "needs_person") ?? [] };
}

const route = getRouteApi("/shell/approvals");

function Queue({ pieces, at, now, onShow }: { pieces: readonly Awaited[]; at: number; now: Date; onShow: (at: number) => void }) {
  const t = useWords(approvalWords);
  const { language } = useLanguage();
  const brandOf = useBrandById();
  return (
    <nav aria-label={t("queue")} className="hidden max-h-[calc(100dvh-9rem)] overflow-y-auto lg:sticky lg:top-19 lg:block">
      <ul className="flex flex-col gap-px">
        {pieces.map(({ id, posts: [post] }, index) => post && (
          <li key={id}>
            <button type="button" aria-current={index === at ? "true" : undefined} onClick={() => onShow(index)} className="flex w-full gap-3 rounded-control p-2 text-start hover:bg-surface-hover aria-[current]:bg-surface-selected">
              <Thumb url={post.media[0]?.url} className="w-9 self-start" />
              <span className="min-w-0 flex-1">
                <span className="at-start block truncate text-sm text-strong" dir="auto">{firstLine(post.text)}</span>
                <span className="block truncate text-xs text-muted"><bdi>{brandOf(post.brand_id)?.name}</bdi></span>
                {post.due_at && <span className="tabular inline-block text-xs text-muted first-letter:uppercase">{whenWords(post.due_at, post.time_zone, now, language)}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface AnswersProps {
  piece: Awaited;
  isBusy: boolean;
  onApprove: () => void;
  onRefuse: () => void;
}

/** The answers, within reach of a thumb on a phone. */
function Answers({ piece, isBusy, onApprove, onRefuse }: AnswersProps) {
  const t = useWords(approvalWords);
  const contentId = piece.posts[0]?.content_id ?? "";
  const { data } = useQuery({ ...oneContent(contentId), enabled: contentId !== "" });
  return (
    <div className="sticky bottom-18 z-20 flex flex-wrap items-center gap-2 rounded-card border border-subtle bg-surface-raised p-3 shadow-float lg:static lg:border-0 lg:bg-transparent lg:p-0 lg:shadow-none">
      <Button variant="primary" size="lg" icon={Check} isBusy={isBusy} onClick={onApprove} className="max-sm:flex-1">{t("approve", { count: piece.posts.length })}<span aria-hidden className="max-lg:hidden"><Kbd>a</Kbd></span></Button>
      <Button size="lg" icon={Ban} disabled={isBusy} onClick={onRefuse}>{t("refuse")}<span aria-hidden className="max-lg:hidden"><Kbd>r</Kbd></span></Button>
      {data?.run_id && <Link to="/create" search={{ brand: data.brand_id, type: data.type, date: data.target_date, run: data.run_id }} className={buttonLook("quiet", "lg")}><PenLine aria-hidden className="size-4" />{t("change")}</Link>}
    </div>
  );
}

function Desk({ pieces }: { pieces: readonly Awaited[] }) {
  const t = useWords(approvalWords);
  const { language } = useLanguage();
  const now = useNow();
  const { piece: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const brandOf = useBrandById();
  const answer = useAnswer();
  const [isRefusing, setRefusing] = useState(false);
  const at = shownAmong(pieces, wanted);
  const piece = pieces[at];
  const show = (index: number) => void navigate({ search: { piece: pieces[Math.min(Math.max(index, 0), pieces.length - 1)]?.id }, replace: true, resetScroll: false });
  const give = (isYes: boolean) => {
    const post = piece?.posts[0];
    if (!post || answer.isPending) return;
    const when = post.due_at ? whenWords(post.due_at, post.time_zone, now, language) : "";
    const following = pieces[at + 1] ?? pieces[at - 1];
    const told = () => {
      say(t(isYes ? "approved" : "refused", { when }));
      void navigate({ search: { piece: following?.id }, replace: true });
    };
    // With the last piece this view goes: what is said afterwards must not hang on it.
    void answer.mutateAsync({ posts: piece.posts, isYes }).then(told, sayError);
  };
  useKeys({ a: () => give(true), r: () => setRefusing(true), j: () => show(at + 1), k: () => show(at - 1) });
  if (!piece) return null;
  const brand = brandOf(piece.posts[0]?.brand_id);
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[15rem_minmax(0,1fr)] xl:grid-cols-[16rem_minmax(0,1fr)_22rem]">
      <Queue pieces={pieces} at={at} now={now} onShow={show} />
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap items-center gap-3">
          <BrandMark brand={brand} size="md" />
          <span className="min-w-0 flex-1 truncate text-sm font-medium text-strong"><bdi>{brand?.name}</bdi></span>
          <span className="tabular text-xs text-muted">{t("at", { at: at + 1, count: pieces.length })}</span>
          <IconButton icon={ChevronLeft} size="sm" label={t("previous")} className="rtl:-scale-x-100" disabled={at === 0} onClick={() => show(at - 1)} />
          <IconButton icon={ChevronRight} size="sm" label={t("next")} className="rtl:-scale-x-100" disabled={at === pieces.length - 1} onClick={() => show(at + 1)} />
        </div>
        <AwaitedStage key={piece.id} piece={piece} now={now} />
        <Answers piece={piece} isBusy={answer.isPending} onApprove={() => give(true)} onRefuse={() => setRefusing(true)} />
      </div>
      <div className="lg:col-start-2 xl:col-start-auto"><AwaitedEvidence piece={piece} now={now} report={(made) => <GateReport key={`${made.id}-${made.version}`} quality={withoutAsking(made.quality)} />} /></div>
      <ConfirmDialog isOpen={isRefusing} title={t("refuseTitle")} text={t("refuseText")} confirmLabel={t("refuse")} keepLabel={t("keep")} onClose={() => setRefusing(false)} onConfirm={() => { setRefusing(false); give(false); }} />
    </div>
  );
}

export default function ApprovalsPage() {
  const t = useWords(approvalWords);
  const query = useQuery(awaiting());
  const pieces = useMemo(() => awaitedPieces(query.data?.data ?? []), [query.data]);
  return (
    <Page title={t("title")} lead={pieces.length > 0 ? `${t("counted", { count: pieces.length })}. ${t("lead")}` : t("lead")}>
      <Loaded query={query} skeleton={<div className="grid gap-6 lg:grid-cols-[15rem_1fr_22rem]"><Skeleton className="h-96 w-full" /><Skeleton className="h-128 w-full" /><Skeleton className="h-64 w-full" /></div>}>
        {() => pieces.length > 0 ? <Desk pieces={pieces} /> : <Empty icon={CircleCheck} title={t("calm")} action={<Link to="/calendar" className={buttonLook("secondary")}>{t("toCalendar")}</Link>}>{t("calmText")}</Empty>}
      </Loaded>
    </Page>
  );
}
