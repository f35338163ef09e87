import { Link } from "@tanstack/react-router";
import { ChartLine } from "lucide-react";
import type { ComingBack as Row } from "@/api/types";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { Sparkline } from "@/design/patterns/sparkline";
import { Empty } from "@/design/patterns/states";
import { Thumb } from "@/design/patterns/thumb";
import { expectation, type Point } from "@/lib/band";
import { useLanguage, useWords } from "@/lib/language";
import { compact } from "@/lib/numbers";
import { firstLine } from "@/lib/post-text";
import { fromNow } from "@/lib/time";

const words = {
  empty: ["No numbers yet", "لا أرقام بعد"],
  emptyText: ["Minutes after a post goes out, what people did with it appears here as a curve.", "بعد دقائق من النشر يظهر هنا ما فعله الناس به على شكل منحنى."],
  band: ["Grey: what the middle half of your other posts had at the same age.", "الرمادي: ما بلغه النصف الأوسط من منشوراتك الأخرى في العمر نفسه."],
  curve: ["{count} reactions so far", "{count} تفاعل حتى الآن"],
  first: ["First reading comes soon", "القراءة الأولى قريبًا"],
} as const;

function curveOf(row: Row): Point[] {
  const start = Date.parse(row.post.published_at ?? row.post.due_at ?? row.post.created_at);
  return row.series.map((point) => ({ seconds: (Date.parse(point.at) - start) / 1000, value: point.total }));
}

function Line({ row, others, now }: { row: Row; others: readonly Row[]; now: Date }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const curve = curveOf(row);
  const band = expectation(curve.map((point) => point.seconds), others.map(curveOf));
  const total = row.series.at(-1)?.total ?? 0;
  const { post } = row;
  return (
    <li className="border-b border-subtle last:border-b-0">
      <Link to="/posts/$postId" params={{ postId: post.id }} className="flex items-center gap-3 p-3 transition-colors hover:bg-surface-hover">
        <Thumb url={post.media[0]?.url} className="w-10" />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="at-start truncate font-medium text-strong" dir="auto">{firstLine(post.text)}</span>
          <span className="flex items-center gap-1 text-xs text-muted">
            <PlatformMark platform={post.channel.platform} className="size-4" />
            <span className="sr-only">{platformName(post.channel.platform)}</span>
            <span className="truncate">{fromNow(post.published_at ?? post.created_at, now, language)}</span>
          </span>
        </span>
        <Sparkline
          values={row.series.map((point) => point.total)}
          band={band}
          label={row.series.length < 2 ? t("first") : t("curve", { count: total })}
          className="h-9 w-20 shrink-0"
        />
        <span className="tabular w-9 text-end text-sm font-semibold text-strong">{compact(total, language)}</span>
      </Link>
    </li>
  );
}

/** The posts of the last days, each with its curve against what the others did. */
export function ComingBack({ rows, now }: { rows: readonly Row[]; now: Date }) {
  const t = useWords(words);
  if (rows.length === 0) {
    return <Empty compact icon={ChartLine} title={t("empty")}>{t("emptyText")}</Empty>;
  }
  return (
    <>
      <ul className="overflow-hidden rounded-card border border-subtle bg-surface-raised">
        {rows.slice(0, 7).map((row) => <Line key={row.post.id} row={row} others={rows.filter((one) => one !== row)} now={now} />)}
      </ul>
      <p className="mt-2 text-xs text-muted">{t("band")}</p>
    </>
  );
}
