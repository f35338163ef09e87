import type { ReactNode } from "react";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import { localeOf } from "@/lib/time";
import { choiceWords } from "./choice-words";
import { styleWords } from "./style-words";

export interface Share {
  name: string;
  share: number;
}

export function useChoiceName() {
  const c = useWords(choiceWords);
  return (name: string) => (name in choiceWords ? c(name as keyof typeof choiceWords) : name.replaceAll("_", " "));
}

/** "3.4" */
export function useNumber() {
  const { language } = useLanguage();
  const format = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 1 });
  return (value: number) => format.format(value);
}

interface FactProps {
  title: string;
  confidence?: number | undefined;
  children: ReactNode;
}

/** One thing that is known of a style, and how sure it is where it was measured. */
export function StyleFact({ title, confidence, children }: FactProps) {
  const t = useWords(styleWords);
  const { language } = useLanguage();
  return (
    <div className="flex flex-col gap-2 border-b border-subtle py-3 last:border-b-0">
      <p className="flex items-baseline justify-between gap-2 text-sm font-medium text-strong">
        {title}
        {confidence !== undefined && <span className="tabular text-xs font-normal text-muted">{t("sure", { share: percent(confidence, language) })}</span>}
      </p>
      <div className="text-sm text-body">{children}</div>
    </div>
  );
}

/** How often each of a few happens, as thin bars with their names beside them. */
export function Shares({ list }: { list: readonly Share[] }) {
  const { language } = useLanguage();
  const nameOf = useChoiceName();
  return (
    <ul className="flex flex-col gap-1">
      {[...list].sort((a, b) => b.share - a.share).filter((one) => one.share > 0.005).map((one) => (
        <li key={one.name} className="tabular grid grid-cols-[8rem_minmax(0,1fr)_3rem] items-center gap-2 text-xs">
          <span className="truncate text-body">{nameOf(one.name)}</span>
          <span aria-hidden className="block h-1 rounded-full bg-line-subtle"><span style={{ inlineSize: `${Math.min(one.share, 1) * 100}%` }} className="block h-full rounded-full bg-line-control" /></span>
          <span className="text-end text-muted">{percent(one.share, language)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Colours side by side, as wide as they are seen. */
export function Swatches({ list }: { list: readonly { colour: string; share: number }[] }) {
  return (
    <ul className="flex h-10 overflow-hidden rounded-control ring-1 ring-inset ring-line-subtle">
      {list.map((one) => <li key={one.colour} title={one.colour} style={{ background: one.colour, flexGrow: Math.max(one.share, 0.04) }} className="block"><span className="sr-only">{one.colour}</span></li>)}
    </ul>
  );
}
