import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { UserRound } from "lucide-react";
import { useState, type ReactNode } from "react";
import { content as oneContent } from "@/api/content";
import type { Content, Post } from "@/api/types";
import { Segmented } from "@/design/primitives/segmented";
import { FactList } from "@/design/patterns/fact-list";
import { SectionTitle } from "@/design/patterns/page";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { whenWords } from "@/design/patterns/post-sentence";
import { useLanguage, useWords } from "@/lib/language";
import { approvalWords } from "./approval-words";
import type { Awaited } from "./awaiting";
import { PublishedPiece } from "./published-piece";

const card = "rounded-card border border-subtle bg-surface-raised p-4";

/** The piece at true size, on one of its networks after another. */
export function AwaitedStage({ piece, now }: { piece: Awaited; now: Date }) {
  const t = useWords(approvalWords);
  const [chosen, setChosen] = useState("");
  const shown = piece.posts.find((post) => post.id === chosen) ?? piece.posts[0];
  if (!shown) return null;
  return (
    <div className="flex min-w-0 flex-col items-center gap-4 rounded-card bg-surface-sunken p-4 sm:p-6">
      {piece.posts.length > 1 && (
        <Segmented
          label={t("network")}
          value={shown.id}
          onChange={setChosen}
          segments={piece.posts.map((post) => ({ value: post.id, label: <><PlatformMark platform={post.channel.platform} className="size-3" />{platformName(post.channel.platform)}</> }))}
        />
      )}
      <div key={piece.id} className="arrive w-full max-w-98"><PublishedPiece post={shown} now={now} /></div>
    </div>
  );
}

function Asks({ piece }: { piece: Content }) {
  const t = useWords(approvalWords);
  const { language } = useLanguage();
  const asks = piece.quality.asks ?? [];
  if (asks.length === 0) return null;
  const reasons = piece.quality.checks?.filter((one) => !one.passed && one.name === "needs_person").map((one) => one.allowed) ?? [];
  return (
    <div className="flex items-start gap-2 rounded-control bg-wash-waiting px-3 py-2 text-xs text-body">
      <UserRound aria-hidden className="size-4 shrink-0 text-waiting" />
      <p><span className="block font-medium text-strong">{t("asks")}</span>{language === "en" && reasons.length > 0 ? reasons.map((one) => <span key={one} className="at-start block first-letter:uppercase" dir="auto">{one}</span>) : <span className="block">{t("asksText")}</span>}</p>
    </div>
  );
}

function Goes({ posts, now }: { posts: readonly Post[]; now: Date }) {
  const t = useWords(approvalWords);
  const { language } = useLanguage();
  return (
    <section className={card}>
      <SectionTitle>{t("goes")}</SectionTitle>
      <ul className="flex flex-col gap-2">
        {posts.map((post) => (
          <li key={post.id}>
            <Link to="/posts/$postId" params={{ postId: post.id }} className="flex items-center gap-2 text-sm text-body hover:text-strong">
              <PlatformMark platform={post.channel.platform} className="size-4 text-muted" />
              <span className="min-w-0 flex-1 truncate">{platformName(post.channel.platform)}</span>
              {post.due_at && <span className="tabular inline-block text-xs text-muted first-letter:uppercase">{whenWords(post.due_at, post.time_zone, now, language)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a person needs for an answer: why they are asked, what it stands on, what the gate found. */
export function AwaitedEvidence({ piece, now, report }: { piece: Awaited; now: Date; report: (piece: Content) => ReactNode }) {
  const t = useWords(approvalWords);
  const contentId = piece.posts[0]?.content_id ?? "";
  const { data } = useQuery({ ...oneContent(contentId), enabled: contentId !== "" });
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {data && <Asks piece={data} />}
      <Goes posts={piece.posts} now={now} />
      {data?.facts.length ? (
        <section>
          <SectionTitle count={data.facts.length}>{t("facts")}</SectionTitle>
          <FactList facts={data.facts} />
        </section>
      ) : null}
      {data?.alt_text && (
        <section className={card}>
          <SectionTitle>{t("alt")}</SectionTitle>
          <p className="at-start text-sm text-body" dir="auto">{data.alt_text}</p>
        </section>
      )}
      {data?.quality.checks?.length ? <section className={card}>{report(data)}</section> : null}
    </div>
  );
}
