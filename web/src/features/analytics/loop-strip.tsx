import { Link } from "@tanstack/react-router";
import type { Home } from "@/api/types";
import { whole } from "@/lib/numbers";
import { useLanguage, useWords } from "@/lib/language";

const words = {
  title: ["The loop", "الدورة"],
  facts: ["facts", "حقائق"],
  content: ["made", "مصنوع"],
  scheduled: ["scheduled", "مجدول"],
  published: ["published", "منشور"],
  numbers: ["readings", "قراءات"],
} as const;

const stages = [
  { word: "facts", field: "facts", to: "/create" },
  { word: "content", field: "content_made", to: "/create" },
  { word: "scheduled", field: "scheduled", to: "/calendar" },
  { word: "published", field: "published", to: "/posts" },
  { word: "numbers", field: "numbers_read", to: "/posts" },
] as const;

/** How far everything has come: from facts to numbers, each stage one click away. */
export function LoopStrip({ loop }: { loop: Home["loop"] | undefined }) {
  const t = useWords(words);
  const { language } = useLanguage();
  return (
    <nav aria-label={t("title")}>
      <ol className="flex items-baseline gap-x-2 text-sm sm:gap-x-3">
        {stages.map((stage, index) => {
          const value = loop?.[stage.field];
          return (
            <li key={stage.word} className="flex min-w-0 items-baseline gap-x-2 sm:gap-x-3">
              {index > 0 && <span aria-hidden className="h-px w-3 shrink-0 -translate-y-1 bg-line-strong sm:w-6" />}
              <Link to={stage.to} className="group flex min-w-0 flex-col rounded-control hover:text-strong sm:flex-row sm:items-baseline sm:gap-1">
                <span key={value} className="arrive tabular font-semibold text-strong">{value === undefined ? "–" : whole(value, language)}</span>
                <span className="truncate text-xs text-muted group-hover:text-strong sm:text-sm">{t(stage.word)}</span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
