import { Link } from "@tanstack/react-router";
import { CalendarClock } from "lucide-react";
import { useBrandById } from "@/api/brands";
import type { Post } from "@/api/types";
import { buttonLook } from "@/design/primitives/button";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { momentOf, whenWords } from "@/design/patterns/post-sentence";
import { Empty } from "@/design/patterns/states";
import { Thumb } from "@/design/patterns/thumb";
import { groupBy } from "@/lib/group";
import { useLanguage, useWords } from "@/lib/language";
import { headline } from "@/lib/post-text";
import { goingOutWords } from "./words";

function Row({ group, now, isNext }: { group: Post[]; now: Date; isNext: boolean }) {
  const { language } = useLanguage();
  const brandOf = useBrandById();
  const post = group[0];
  if (!post) return null;
  const picture = post.media[0];
  const { title, rest } = headline(post.text);
  const networks = group.map((one) => platformName(one.channel.platform)).join(", ");
  return (
    <li className="border-b border-subtle last:border-b-0">
      <Link to="/posts/$postId" params={{ postId: post.id }} className="flex gap-3 p-3 transition-colors hover:bg-surface-hover">
        <Thumb url={picture?.url} className={`self-start ${isNext ? "w-24" : "w-10"}`} />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className={`at-start text-strong ${isNext ? "line-clamp-2 text-base font-semibold" : "truncate font-medium"}`} dir="auto">
            {title}
          </span>
          {isNext && <span className="mt-1 at-start line-clamp-2 text-sm text-body" dir="auto">{rest}</span>}
          <span className="tabular mt-auto inline-block truncate pt-1 text-xs text-body first-letter:uppercase">
            {post.due_at ? whenWords(momentOf(post) ?? "", post.time_zone, now, language) : ""}
          </span>
          <span className="flex items-center gap-2 text-xs text-muted">
            <span className="truncate">{brandOf(post.brand_id)?.name}</span>
            <span className="ms-auto flex shrink-0 items-center gap-1" title={networks}>
              <span className="sr-only">{networks}</span>
              {group.map((one) => <PlatformMark key={one.id} platform={one.channel.platform} className="size-4" />)}
            </span>
          </span>
        </span>
      </Link>
    </li>
  );
}

/** What leaves next; one piece going to several networks at once is one row. */
export function GoingOut({ posts, now }: { posts: readonly Post[]; now: Date }) {
  const t = useWords(goingOutWords);
  if (posts.length === 0) {
    return (
      <Empty compact icon={CalendarClock} title={t("empty")} action={<Link to="/create" className={buttonLook("secondary")}>{t("create")}</Link>}>
        {t("emptyText")}
      </Empty>
    );
  }
  const groups = groupBy(posts, (post) => `${post.content_id ?? post.id} ${post.due_at}`);
  return (
    <ul className="overflow-hidden rounded-card border border-subtle bg-surface-raised">
      {groups.map((group, index) => <Row key={group[0]?.id} group={group} now={now} isNext={index === 0} />)}
    </ul>
  );
}
