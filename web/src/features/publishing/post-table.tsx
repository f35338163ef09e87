import { useEffect, useRef } from "react";
import { useBrandById } from "@/api/brands";
import type { Post } from "@/api/types";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { StatusDot } from "@/design/patterns/status-mark";
import { shownStatus, statusWords } from "@/design/patterns/status-words";
import { Thumb } from "@/design/patterns/thumb";
import { useMedia } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { compact, reactions } from "@/lib/numbers";
import { firstLine } from "@/lib/post-text";
import { clockTime, relativeDay, zoneName } from "@/lib/time";
import { readerZone } from "@/lib/zones";
import { postWords } from "./words";

interface PostTableProps {
  posts: readonly Post[];
  selected: string | undefined;
  now: Date;
  onSelect: (id: string) => void;
}

function useWhen(now: Date) {
  const { language } = useLanguage();
  const own = readerZone();
  return (post: Post) => {
    const moment = post.published_at ?? post.due_at;
    if (!moment) return { day: "–", time: "", zone: "" };
    const time = clockTime(moment, post.time_zone);
    const zone = clockTime(moment, own) === time ? "" : zoneName(post.time_zone, language);
    return { day: relativeDay(moment, post.time_zone, now, language, "short"), time, zone };
  };
}

const cell = "border-b border-subtle px-2 first:ps-3 last:pe-3";

function WideTable({ posts, selected, now, onSelect }: PostTableProps) {
  const t = useWords(postWords);
  const s = useWords(statusWords);
  const { language } = useLanguage();
  const brandOf = useBrandById();
  const when = useWhen(now);
  const head = `${cell} h-8 text-start text-xs font-medium text-muted`;
  return (
    <table className="tabular w-full table-fixed border-separate border-spacing-0 text-sm">
      <thead>
        <tr>
          <th scope="col" className={`${head} w-36`}>{t("status")}</th>
          <th scope="col" className={head}>{t("text")}</th>
          <th scope="col" className={`${head} hidden w-36 @2xl:table-cell`}>{t("brand")}</th>
          <th scope="col" className={`${head} w-12 @4xl:w-48`}><span className="sr-only @4xl:not-sr-only">{t("channel")}</span></th>
          <th scope="col" className={`${head} w-44`}>{t("when")}</th>
          <th scope="col" className={`${head} hidden w-20 text-end @2xl:table-cell`}>{t("reactionsShort")}</th>
        </tr>
      </thead>
      <tbody>
        {posts.map((post) => {
          const { day, time, zone } = when(post);
          return (
            <tr key={post.id} data-post={post.id} aria-selected={post.id === selected} className="group h-8 hover:bg-surface-hover aria-selected:bg-surface-selected">
              <td className={cell}>
                <span className="flex items-center gap-2 truncate text-body"><StatusDot status={shownStatus(post)} /><span className="truncate">{s(shownStatus(post))}</span></span>
              </td>
              <td className={cell}>
                <button type="button" onClick={() => onSelect(post.id)} className="flex h-8 w-full min-w-0 items-center gap-2 rounded-control text-start text-strong">
                  <Thumb url={post.media[0]?.url} className="w-5" />
                  <span className="at-start truncate" dir="auto">{firstLine(post.text)}</span>
                </button>
              </td>
              <td className={`${cell} hidden truncate text-body @2xl:table-cell`}>{brandOf(post.brand_id)?.name ?? "–"}</td>
              <td className={cell}>
                <span className="flex items-center gap-2 text-body">
                  <PlatformMark platform={post.channel.platform} className="size-4 text-muted" />
                  <span className="sr-only">{platformName(post.channel.platform)}</span>
                  <span className="hidden truncate @4xl:inline" dir="ltr">{post.channel.handle}</span>
                </span>
              </td>
              <td className={`${cell} truncate text-body`}>
                <span className="inline-block first-letter:uppercase">{day} {time}</span> <span className="text-muted">{zone}</span>
              </td>
              <td className={`${cell} hidden text-end text-strong @2xl:table-cell`}>{post.metrics ? compact(reactions(post.metrics), language) : <span className="text-muted">–</span>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function NarrowList({ posts, selected, now, onSelect }: PostTableProps) {
  const s = useWords(statusWords);
  const { language } = useLanguage();
  const when = useWhen(now);
  return (
    <ul>
      {posts.map((post) => {
        const { day, time, zone } = when(post);
        return (
          <li key={post.id} data-post={post.id} className="border-b border-subtle last:border-b-0">
            <button type="button" aria-pressed={post.id === selected} onClick={() => onSelect(post.id)} className="flex w-full gap-3 p-3 text-start">
              <Thumb url={post.media[0]?.url} className="w-9 self-start" />
              <span className="flex min-w-0 flex-1 flex-col gap-1">
                <span className="flex items-center gap-2">
                  <span className="at-start truncate font-medium text-strong" dir="auto">{firstLine(post.text)}</span>
                  <span className="tabular ms-auto text-sm text-strong">{post.metrics ? compact(reactions(post.metrics), language) : ""}</span>
                </span>
                <span className="flex items-center gap-2 text-xs text-muted">
                  <StatusDot status={shownStatus(post)} />
                  <span className="truncate">{s(shownStatus(post))}</span>
                  <PlatformMark platform={post.channel.platform} className="ms-auto size-4" />
                  <span className="tabular inline-block shrink-0 first-letter:uppercase">{day} {time} {zone}</span>
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

export function PostTable(props: PostTableProps) {
  const isWide = useMedia("(min-width: 48rem)");
  const frame = useRef<HTMLDivElement>(null);
  const { selected } = props;
  useEffect(() => {
    if (selected) frame.current?.querySelector(`[data-post="${selected}"]`)?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  return (
    <div ref={frame} className="@container min-w-0 flex-1 overflow-hidden rounded-card border border-subtle bg-surface-raised [&_tr:last-child>td]:border-b-0">
      {isWide ? <WideTable {...props} /> : <NarrowList {...props} />}
    </div>
  );
}
