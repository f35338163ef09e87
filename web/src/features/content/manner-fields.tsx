import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import type { Brand, ContentType, Pack } from "@/api/types";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextArea, TextInput } from "@/design/primitives/input";
import { DescribedField } from "@/design/patterns/described-field";
import { useWords } from "@/lib/language";
import { isFromNotes, languagesOf, type Brief } from "./brief";
import { studioWords } from "./words";

interface MannerProps {
  brief: Brief;
  brand: Brand | undefined;
  pack: Pack | undefined;
  type: ContentType | undefined;
  onChange: (change: Partial<Brief>) => void;
}

function Notes({ brief, onChange }: Pick<MannerProps, "brief" | "onChange">) {
  const t = useWords(studioWords);
  return (
    <Field label={t("notes")} help={t("notesHelp")}>
      {(ids) => <TextArea {...ids} dir="auto" rows={4} placeholder={t("notesExample")} value={brief.notes} onChange={(event) => onChange({ notes: event.target.value })} />}
    </Field>
  );
}

function LanguageField({ brief, brand, pack, type, onChange }: MannerProps) {
  const t = useWords(studioWords);
  const nameOf = (code: string) => (code === "en" || code === "ar" ? t(code) : code);
  const offered = languagesOf(pack, type);
  if (offered.length < 2) return null;
  return (
    <Field label={t("language")}>
      {(ids) => (
        <SelectInput {...ids} value={offered.includes(brief.language) ? brief.language : ""} onChange={(event) => onChange({ language: event.target.value })}>
          <option value="">{t("asBrand", { language: nameOf(brand?.language ?? "en") })}</option>
          {offered.filter((code) => code !== brand?.language).map((code) => <option key={code} value={code}>{nameOf(code)}</option>)}
        </SelectInput>
      )}
    </Field>
  );
}

function More({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group rounded-card border border-subtle">
      <summary className="flex h-9 list-none items-center justify-between gap-2 px-3 text-sm text-body hover:text-strong">
        {label}
        <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <div className="flex flex-col gap-4 px-3 pt-1 pb-3">{children}</div>
    </details>
  );
}

/** What the type asks, and what may be said beyond it: facts of one's own, tone, language. */
export function MannerFields(props: MannerProps) {
  const { brief, pack, type, onChange } = props;
  const t = useWords(studioWords);
  const comesFirst = isFromNotes(pack);
  const set = (name: string, value: string | number | boolean | undefined) => {
    const rest = Object.fromEntries(Object.entries(brief.options).filter(([one]) => one !== name));
    onChange({ options: value === undefined ? rest : { ...rest, [name]: value } });
  };
  return (
    <>
      {comesFirst && <Notes {...props} />}
      {type?.asks.map((one) => <DescribedField key={one.name} option={one} value={brief.options[one.name]} onChange={(value) => set(one.name, value)} />)}
      <More label={t(comesFirst ? "mannerOnly" : "manner")}>
        <Field label={t("tone")} help={t("toneHelp")}>
          {(ids) => <TextInput {...ids} dir="auto" maxLength={40} value={brief.tone} onChange={(event) => onChange({ tone: event.target.value })} />}
        </Field>
        <LanguageField {...props} />
        {!comesFirst && <Notes {...props} />}
      </More>
    </>
  );
}
