import { Plus, X } from "lucide-react";
import type { Platform, RuleProblem } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { IconButton } from "@/design/primitives/icon-button";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { useLanguage, useWords } from "@/lib/language";
import { age } from "@/lib/time";
import type { Draft } from "./draft";
import { mostAnswers, pollDurations } from "./durations";
import { ProblemList } from "./problem-list";
import { composeWords } from "./words";

interface PollEditorProps {
  draft: Pick<Draft, "answers" | "seconds" | "several">;
  platforms: readonly Platform[];
  problems: readonly RuleProblem[];
  onChange: (change: Partial<Draft>) => void;
}

/** The answers of a poll and how long it runs; the question is the post's text. */
export function PollEditor({ draft, platforms, problems, onChange }: PollEditorProps) {
  const t = useWords(composeWords);
  const { language } = useLanguage();
  const { answers, seconds, several } = draft;
  const durations = pollDurations(platforms);
  const longest = Math.min(...platforms.flatMap((one) => (one.poll ? [one.poll.max_answer] : [])), 500);
  const set = (index: number, text: string) => onChange({ answers: answers.map((one, at) => (at === index ? text : one)) });
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-2">
        {answers.map((answer, index) => (
          <li key={index} className="flex items-center gap-1">
            <TextInput aria-label={t("answer", { count: index + 1 })} placeholder={t("answer", { count: index + 1 })} dir="auto" maxLength={longest} value={answer} onChange={(event) => set(index, event.target.value)} />
            <IconButton icon={X} label={t("removeAnswer", { count: index + 1 })} disabled={answers.length <= 2} onClick={() => onChange({ answers: answers.filter((_, at) => at !== index) })} />
          </li>
        ))}
      </ul>
      <Button icon={Plus} variant="quiet" className="self-start" disabled={answers.length >= mostAnswers(platforms)} onClick={() => onChange({ answers: [...answers, ""] })}>{t("addAnswer")}</Button>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <Field label={t("runs")} className="w-44">
          {(ids) => (
            <SelectInput {...ids} value={durations.includes(seconds) ? seconds : ""} onChange={(event) => onChange({ seconds: Number(event.target.value) })}>
              {!durations.includes(seconds) && <option value="">–</option>}
              {durations.map((one) => <option key={one} value={one}>{age(one, language, "long")}</option>)}
            </SelectInput>
          )}
        </Field>
        <label className="flex h-8 items-center gap-2 text-sm text-body">
          <input type="checkbox" checked={several} onChange={(event) => onChange({ several: event.target.checked })} className="size-4 accent-action" />
          {t("several")}
        </label>
      </div>
      <ProblemList problems={problems} />
    </div>
  );
}
