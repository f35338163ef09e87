import type { Platform, TextRules } from "@/api/types";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";
import { measure } from "@/lib/text-length";
import { composeWords } from "./words";

interface CountsProps {
  text: string;
  rules: readonly { platform: Platform; rules: TextRules }[];
}

/** What each chosen network counts of a text, in its own measure. */
export function Counts({ text, rules }: CountsProps) {
  const t = useWords(composeWords);
  const { language } = useLanguage();
  if (rules.length === 0) return null;
  return (
    <ul aria-label={t("counts")} className="flex flex-wrap gap-x-4 gap-y-1">
      {rules.map(({ platform, rules: one }) => {
        const { length, max, fits } = measure(text, one);
        return (
          <li key={platform.id} title={`${platform.name}: ${t(one.unit)}`} className={`tabular inline-flex items-center gap-1 text-xs ${fits ? (max - length < max * 0.1 ? "text-waiting" : "text-muted") : "font-semibold text-failed"}`}>
            <PlatformMark platform={platform.id} className="size-3" />
            <span className="sr-only">{platform.name}</span>
            <span dir="ltr">{whole(length, language)}/{whole(max, language)}</span>
            {!fits && <span className="font-normal">{t("over", { count: length - max })}</span>}
          </li>
        );
      })}
    </ul>
  );
}
