import { ChartLine, Table2 } from "lucide-react";
import { useState } from "react";
import type { PostMetrics } from "@/api/types";
import { Segmented } from "@/design/primitives/segmented";
import { Empty } from "@/design/patterns/states";
import { useLanguage, useWords } from "@/lib/language";
import { reactions, whole } from "@/lib/numbers";
import { age } from "@/lib/time";
import { CurveChart } from "./curve-chart";

const words = {
  none: ["No numbers yet", "لا أرقام بعد"],
  noneText: ["The first reading comes minutes after the post went out, then less often as it ages.", "تأتي القراءة الأولى بعد دقائق من النشر، ثم تتباعد القراءات مع الوقت."],
  view: ["How to show the numbers", "طريقة عرض الأرقام"],
  curve: ["Curve", "منحنى"],
  table: ["Table", "جدول"],
  age: ["Age", "العمر"],
  summary: [
    { one: "{total} reactions after {age}, from one reading.", other: "{total} reactions after {age}, from {count} readings." },
    { zero: "لا قراءات بعد.", one: "{total} تفاعل بعد {age}، من قراءة واحدة.", two: "{total} تفاعل بعد {age}، من قراءتين.", few: "{total} تفاعل بعد {age}، من {count} قراءات.", many: "{total} تفاعل بعد {age}، من {count} قراءة.", other: "{total} تفاعل بعد {age}، من {count} قراءة." },
  ],
  likes: ["Likes", "إعجابات"],
  comments: ["Comments", "تعليقات"],
  shares: ["Shares", "مشاركات"],
  saves: ["Saves", "حفظ"],
  quotes: ["Quotes", "اقتباسات"],
  views: ["Views", "مشاهدات"],
  reach: ["Reach", "وصول"],
  clicks: ["Clicks", "نقرات"],
  plays: ["Plays", "تشغيلات"],
  watch_seconds: ["Seconds watched", "ثواني المشاهدة"],
  profile_views: ["Profile visits", "زيارات الملف"],
  followers: ["Followers", "متابعون"],
} as const;

const order = ["views", "reach", "likes", "comments", "shares", "saves", "quotes", "clicks", "plays", "watch_seconds", "profile_views"] as const;

export function NumbersPanel({ metrics }: { metrics: PostMetrics }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [view, setView] = useState<"curve" | "table">("curve");
  const { snapshots } = metrics;
  const last = snapshots.at(-1);
  if (!last) return <Empty compact icon={ChartLine} title={t("none")}>{t("noneText")}</Empty>;
  const names = order.filter((name) => snapshots.some((one) => name in one.metrics));
  const summary = t("summary", { total: whole(reactions(last.metrics), language), age: age(last.age_seconds, language, "long"), count: snapshots.length });
  return (
    <div className="rounded-card border border-subtle bg-surface-raised p-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-5">
        {names.map((name) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-xs text-muted">{t(name)}</dt>
            <dd className="tabular text-xl font-semibold text-strong">{whole(last.metrics[name] ?? 0, language)}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-5 mb-3 flex items-center justify-between gap-4">
        <p className="text-sm text-muted">{summary}</p>
        <Segmented label={t("view")} value={view} onChange={setView} segments={[{ value: "curve", label: <><ChartLine aria-hidden className="size-4" />{t("curve")}</> }, { value: "table", label: <><Table2 aria-hidden className="size-4" />{t("table")}</> }]} />
      </div>
      {view === "curve" ? (
        <CurveChart points={snapshots.map((one) => ({ seconds: one.age_seconds, value: reactions(one.metrics) }))} label={summary} format={(value) => whole(value, language)} />
      ) : (
        <div className="max-h-80 overflow-auto" tabIndex={0} role="region" aria-label={t("table")}>
          <table className="tabular w-full text-sm">
            <thead>
              <tr className="text-xs text-muted">
                <th scope="col" className="h-8 text-start font-medium">{t("age")}</th>
                {names.map((name) => <th key={name} scope="col" className="h-8 px-2 text-end font-medium">{t(name)}</th>)}
              </tr>
            </thead>
            <tbody>
              {snapshots.map((one) => (
                <tr key={one.at} className="border-t border-subtle text-body">
                  <th scope="row" className="h-8 text-start font-normal" dir="ltr">{age(one.age_seconds, language)}</th>
                  {names.map((name) => <td key={name} className="px-2 text-end">{whole(one.metrics[name] ?? 0, language)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
