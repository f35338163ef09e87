import { Plus, Trash2 } from "lucide-react";
import type { Platform, RuleProblem, TextRules } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { IconButton } from "@/design/primitives/icon-button";
import { TextArea } from "@/design/primitives/input";
import { useWords } from "@/lib/language";
import { Counts } from "./counts";
import type { Part } from "./draft";
import { MediaEditor } from "./media-editor";
import { ProblemList } from "./problem-list";
import { composeWords } from "./words";

/** More than any of the networks needs. */
const MOST = 25;

interface PartsEditorProps {
  parts: readonly Part[];
  rules: readonly { platform: Platform; rules: TextRules }[];
  problems: readonly RuleProblem[];
  onChange: (change: (parts: Part[]) => Part[]) => void;
}

/** The parts of a thread after the first, each counted on its own. */
export function PartsEditor({ parts, rules, problems, onChange }: PartsEditorProps) {
  const t = useWords(composeWords);
  const patch = (key: string, part: (old: Part) => Partial<Part>) => onChange((list) => list.map((one) => (one.key === key ? { ...one, ...part(one) } : one)));
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-3">
        {parts.map((part, index) => (
          <li key={part.key} className="relative flex gap-3">
            <span aria-hidden className="tabular flex w-6 shrink-0 flex-col items-center gap-1 pt-2 text-xs font-medium text-muted">
              {index + 2}
              <span className="w-px flex-1 bg-line-subtle" />
            </span>
            <div className="flex min-w-0 flex-1 flex-col gap-2">
              <div className="flex items-start gap-1">
                <TextArea aria-label={t("part", { count: index + 2 })} dir="auto" rows={2} className="min-h-16" value={part.text} onChange={(event) => patch(part.key, () => ({ text: event.target.value }))} />
                <IconButton icon={Trash2} label={t("removePart", { count: index + 2 })} onClick={() => onChange((list) => list.filter((one) => one.key !== part.key))} />
              </div>
              <Counts text={part.text} rules={rules} />
              <MediaEditor isCompact media={part.media} accept="image/*,video/*" onChange={(change) => patch(part.key, (old) => ({ media: change(old.media) }))} />
            </div>
          </li>
        ))}
      </ol>
      <ProblemList problems={problems} />
      <Button icon={Plus} variant="quiet" className="self-start" disabled={parts.length >= MOST} onClick={() => onChange((list) => [...list, { key: `${Date.now()}-${list.length}`, text: "", media: [] }])}>
        {t("addPart")}
      </Button>
    </div>
  );
}
