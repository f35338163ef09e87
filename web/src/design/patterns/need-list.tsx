import { Link } from "@tanstack/react-router";
import { CalendarX2, ChevronRight, CircleHelp, ClockAlert, Gauge, PlugZap, Sparkles, Stamp, TriangleAlert, type LucideIcon } from "lucide-react";
import { useLanguage, useWords } from "@/lib/language";
import { firstLine } from "@/lib/post-text";

const words = {
  failed: ["Failed", "فشل"],
  unknown: ["Outcome unknown", "النتيجة غير معروفة"],
  needs_reconnect: ["Reconnect", "أعد الربط"],
  late: ["Late", "متأخر"],
  fuse: ["Burst fuse blown", "انقطع حد الدفعة"],
  approval: ["Approval", "موافقة"],
  unplanned: ["No post", "بلا منشور"],
  opportunity: ["Opportunity", "فرصة"],
  other: ["Needs you", "ينتظرك"],
  failedText: ["A post did not go out; decide what happens to it", "منشور لم يُنشر؛ قرّر ما يحدث له"],
  unknownText: ["No answer came from the network; look or decide", "لم يصل جواب من الشبكة؛ انظر هناك أو قرّر"],
  needs_reconnectText: ["A channel lost its permission; connect it again", "قناة فقدت الإذن؛ أعد ربطها"],
  lateText: ["A post is past its time and nobody has tried to send it", "منشور فات موعده ولم يحاول أحد إرساله"],
  fuseText: ["A channel sends too much at once; the rest waits", "قناة ترسل كثيرًا دفعة واحدة؛ والباقي ينتظر"],
  approvalText: ["Pieces wait for a person’s yes", "قطع تنتظر موافقة شخص قبل نشرها"],
  unplannedText: ["Pieces were made and their posts were refused; decide where they go", "صُنعت قطع ورُفضت منشوراتها؛ قرّر أين تذهب"],
  otherText: ["Something waits for your decision", "أمر ينتظر قرارك"],
} as const;

interface Need {
  kind: string;
  sentence: string;
  link: string;
  text_start?: string;
}

type Kind = "failed" | "unknown" | "needs_reconnect" | "late" | "fuse" | "approval" | "unplanned" | "opportunity" | "other";

const looks: Record<Kind, [LucideIcon, string]> = {
  failed: [TriangleAlert, "text-failed"],
  unknown: [CircleHelp, "text-waiting"],
  needs_reconnect: [PlugZap, "text-failed"],
  late: [ClockAlert, "text-waiting"],
  fuse: [Gauge, "text-waiting"],
  approval: [Stamp, "text-waiting"],
  unplanned: [CalendarX2, "text-failed"],
  opportunity: [Sparkles, "text-proposed"],
  other: [TriangleAlert, "text-waiting"],
};

const texts: Partial<Record<Kind, keyof typeof words>> = {
  failed: "failedText",
  unknown: "unknownText",
  needs_reconnect: "needs_reconnectText",
  late: "lateText",
  fuse: "fuseText",
  approval: "approvalText",
  unplanned: "unplannedText",
};

function kindOf(kind: string): Kind {
  if (kind === "channel" || kind.includes("reconnect")) return "needs_reconnect";
  return kind in looks ? (kind as Kind) : "other";
}

/** What waits for a person, one line each, and one click away. */
export function NeedList({ needs }: { needs: readonly Need[] }) {
  const t = useWords(words);
  const { language } = useLanguage();
  return (
    <ul className="flex flex-col gap-px">
      {needs.map((need) => {
        const kind = kindOf(need.kind);
        const [Icon, colour] = looks[kind];
        const target = new URL(need.link, window.location.origin);
        return (
          <li key={need.link + need.sentence}>
            <Link to={target.pathname} search={Object.fromEntries(target.searchParams)} className="group flex items-start gap-3 rounded-control p-2 hover:bg-surface-hover">
              <Icon aria-hidden className={`mt-1 size-4 shrink-0 ${colour}`} />
              <span className="min-w-0 flex-1">
                <span className={`block text-xs font-medium ${colour}`}>{t(kind)}</span>
                <span className="at-start block text-sm text-strong" dir="auto">
                  {language === "en" ? need.sentence : t(texts[kind] ?? "otherText")}
                </span>
                {need.text_start && <span className="at-start block truncate text-xs text-muted" dir="auto">{firstLine(need.text_start)}</span>}
              </span>
              <ChevronRight aria-hidden className="mt-1 size-4 shrink-0 text-muted group-hover:text-strong rtl:-scale-x-100" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
