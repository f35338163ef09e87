import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { offers } from "@/api/channels";
import type { Channel, Platform, PlatformOption, RuleProblem } from "@/api/types";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { useLanguage, useWords } from "@/lib/language";
import { optionsFor, wireKind, type Draft, type OptionValue } from "./draft";
import { OptionField } from "./option-field";
import { optionLabel } from "./option-labels";
import { ProblemList } from "./problem-list";
import { problemsAt } from "./problems";
import { composeWords } from "./words";

interface OptionsEditorProps {
  draft: Draft;
  channel: Channel;
  platform: Platform;
  problems: readonly RuleProblem[];
  onChange: (change: (draft: Draft) => Partial<Draft>) => void;
}

/** What one channel's network wants to know of the post. */
export function OptionsEditor({ draft, channel, platform, problems, onChange }: OptionsEditorProps) {
  const t = useWords(composeWords);
  const { language } = useLanguage();
  const options = optionsFor(platform, wireKind(draft, platform));
  const asksAccount = options.some((one) => one.from_account);
  const { data, isError } = useQuery({ ...offers(channel.id), enabled: asksAccount });
  if (options.length === 0) return null;
  const said = draft.options[channel.id] ?? {};
  const set = (name: string, value: OptionValue) => onChange((old) => ({ options: { ...old.options, [channel.id]: { ...old.options[channel.id], [name]: value } } }));
  const told = problemsAt(problems, "options");
  const errorOf = (option: PlatformOption) => {
    const found = told.find((one) => one.field.endsWith(option.name));
    return found?.rule === "option.required" ? t("sayIt", { what: optionLabel(platform.id, option, language) }) : found?.remedy;
  };
  const isUnsaid = options.some((one) => one.required && said[one.name] === undefined);
  return (
    <details open={isUnsaid || told.length > 0} className="group border-t border-subtle">
      <summary className="flex h-11 list-none items-center gap-2 text-sm">
        <PlatformMark platform={platform.id} className="size-4 shrink-0" />
        <span className="font-medium text-strong">{platform.name}</span>
        <bdi dir="ltr" className="min-w-0 truncate text-muted">{channel.handle}</bdi>
        <span className={`ms-auto shrink-0 text-xs ${isUnsaid ? "text-waiting" : "text-muted"}`}>{isUnsaid ? t("mustSay") : t("optionCount", { count: options.length })}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <div className="flex flex-col gap-4 pb-5">
      {options.map((option) => (
        <OptionField key={option.name} platform={platform.id} option={option} choices={option.from_account ? (data?.choices[option.name] ?? []) : option.choices} value={said[option.name]} error={errorOf(option)} onChange={(value) => set(option.name, value)} />
      ))}
      {isError && <p className="text-xs text-waiting">{t("offersAway", { network: platform.name })}</p>}
      <ProblemList problems={told.filter((one) => !options.some((option) => one.field.endsWith(option.name)))} />
      </div>
    </details>
  );
}
