import { useQuery } from "@tanstack/react-query";
import { Check, TriangleAlert, X } from "lucide-react";
import { useEffect, useState } from "react";
import { tryOut } from "@/api/templates";
import type { Filled, Template } from "@/api/types";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";
import { fieldsOf, valuesOf, type TemplateDraft, type TypedValues } from "./draft";
import { templateWords } from "./words";

function useSettled<T>(value: T, wait: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}

function Problems({ filled }: { filled: Filled }) {
  const t = useWords(templateWords);
  if (filled.problems.length === 0) return <p className="flex items-center gap-2 text-sm text-live"><Check aria-hidden className="size-4" />{t("ready")}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {filled.problems.map((one, index) => {
        const isBad = one.level === "error";
        const Icon = isBad ? X : TriangleAlert;
        return (
          <li key={index} className="flex items-start gap-2 text-xs">
            <Icon aria-hidden className={`size-4 shrink-0 ${isBad ? "text-failed" : "text-waiting"}`} />
            <span className="at-start min-w-0" dir="auto"><span className="text-strong">{one.message}</span>{one.line ? <span className="text-muted"> ({t("line", { line: one.line })})</span> : null} <span className="text-body">{one.remedy}</span></span>
          </li>
        );
      })}
    </ul>
  );
}

function Counts({ filled }: { filled: Filled }) {
  const { language } = useLanguage();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {filled.counts.map((one) => (
        <li key={one.platform} className={`tabular inline-flex items-center gap-1 text-xs ${one.fits ? "text-muted" : "font-semibold text-failed"}`}><PlatformMark platform={one.platform} className="size-3" /><span dir="ltr">{whole(one.count, language)}/{whole(one.max, language)}</span></li>
      ))}
    </ul>
  );
}

function Values({ fields, typed, onChange }: { fields: Filled["fields"]; typed: TypedValues; onChange: (typed: TypedValues) => void }) {
  const t = useWords(templateWords);
  if (fields.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm font-semibold text-strong">{t("values")}</legend>
      {fields.map((one) => {
        const value = typed[one.name] ?? "";
        const set = (next: string) => onChange({ ...typed, [one.name]: next });
        return (
          <Field key={one.name} label={one.name} help={one.help || undefined}>
            {(ids) => one.type === "choice" ? (
              <SelectInput {...ids} value={value} onChange={(event) => set(event.target.value)}><option value="" />{one.choices?.map((choice) => <option key={choice} value={choice}>{choice}</option>)}</SelectInput>
            ) : (
              <TextInput {...ids} dir="auto" type={one.type === "date" ? "date" : "text"} placeholder={String(one.sample ?? one.default ?? "")} value={value} onChange={(event) => set(event.target.value)} />
            )}
          </Field>
        );
      })}
    </fieldset>
  );
}

/** What the text becomes, told while it is typed: filled in, with its problems and its length. */
export function TryPanel({ template, draft, platforms }: { template: Template | null; draft: TemplateDraft; platforms: readonly string[] }) {
  const t = useWords(templateWords);
  const [typed, setTyped] = useState<TypedValues>({});
  const [known, setKnown] = useState<Filled["fields"]>([]);
  const fields = fieldsOf(template, draft);
  const settled = useSettled(JSON.stringify({ body: draft.body, language: draft.language, fields, values: valuesOf(fields ?? known, typed), platforms: draft.platform ? [draft.platform] : platforms }), 300);
  const query = useQuery({ ...tryOut(JSON.parse(settled) as Parameters<typeof tryOut>[0]), enabled: draft.body.trim() !== "" });
  const found = query.data?.fields;
  if (found && found !== known) setKnown(found);
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <section className="flex flex-col gap-3">
        <h2 className="text-sm font-semibold text-strong">{t("preview")}</h2>
        {draft.body.trim() && (
          <Loaded query={query} skeleton={<Skeleton className="h-32 w-full" />}>
            {(filled) => (
              <>
                <p className="at-start min-h-24 rounded-card bg-surface-sunken p-4 text-sm leading-6 whitespace-pre-wrap text-strong" dir="auto">{filled.text}</p>
                <Counts filled={filled} />
                <Problems filled={filled} />
              </>
            )}
          </Loaded>
        )}
      </section>
      <Values fields={found ?? fields ?? []} typed={typed} onChange={setTyped} />
    </div>
  );
}
