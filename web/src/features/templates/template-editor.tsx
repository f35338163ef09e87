import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { templateVersions, useChangeTemplate, useMakeTemplate, useRemoveTemplate, useRestoreTemplate } from "@/api/templates";
import type { Pack, Platform, Template } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextArea, TextInput } from "@/design/primitives/input";
import { say, sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { ago } from "@/lib/time";
import { changeOf, draftOf, requestOf, type TemplateDraft } from "./draft";
import { TryPanel } from "./try-panel";
import { templateWords } from "./words";

interface PlacesProps {
  draft: TemplateDraft;
  packs: readonly Pack[];
  platforms: readonly Platform[];
  onChange: (part: Partial<TemplateDraft>) => void;
}

/** What the template is for; "any" where it serves all. */
function Places({ draft, packs, platforms, onChange }: PlacesProps) {
  const t = useWords(templateWords);
  const types = packs.find((one) => one.id === draft.pack)?.types ?? [];
  const any = <option value="">{t("every")}</option>;
  return (
    <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
      <Field label={t("pack")}>{(ids) => <SelectInput {...ids} value={draft.pack} onChange={(event) => onChange({ pack: event.target.value, content_type: "" })}>{any}{packs.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</SelectInput>}</Field>
      <Field label={t("type")}>{(ids) => <SelectInput {...ids} disabled={types.length === 0} value={draft.content_type} onChange={(event) => onChange({ content_type: event.target.value })}>{any}{types.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</SelectInput>}</Field>
      <Field label={t("platform")}>{(ids) => <SelectInput {...ids} value={draft.platform} onChange={(event) => onChange({ platform: event.target.value })}>{any}{platforms.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</SelectInput>}</Field>
      <Field label={t("language")}>{(ids) => <SelectInput {...ids} value={draft.language} onChange={(event) => onChange({ language: event.target.value })}><option value="en">{t("en")}</option><option value="ar">{t("ar")}</option></SelectInput>}</Field>
    </div>
  );
}

function Versions({ template }: { template: Template }) {
  const t = useWords(templateWords);
  const { language } = useLanguage();
  const now = useNow();
  const restore = useRestoreTemplate();
  const { data = [] } = useQuery(templateVersions(template.id, template.version));
  const earlier = data.filter((one) => one.number !== template.version);
  if (earlier.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold text-strong">{t("versions")}</h2>
      <ul className="flex flex-col divide-y divide-line-subtle rounded-card border border-subtle">
        {earlier.map((one) => (
          <li key={one.number} className="flex items-center gap-3 px-3 py-2 text-sm">
            <span className="min-w-0 flex-1"><span className="tabular text-strong">{t("version", { version: one.number })}</span> <span className="text-xs text-muted">{ago(one.created_at, now, language)}</span><span className="at-start block truncate text-xs text-muted" dir="auto">{one.body}</span></span>
            <Button size="sm" onClick={() => restore.mutate({ id: template.id, number: one.number }, { onSuccess: (back) => say(t("saved", { version: back.version })), onError: sayError })}>{t("restore")}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TemplateEditorProps extends Pick<PlacesProps, "packs" | "platforms"> {
  template: Template | null;
  start: TemplateDraft;
  onSaved: (template: Template) => void;
  onGone: () => void;
}

/** A template is written on the left and seen filled in on the right. */
export function TemplateEditor({ template, start, packs, platforms, onSaved, onGone }: TemplateEditorProps) {
  const t = useWords(templateWords);
  const saved = template ? draftOf(template) : start;
  const [draft, setDraft] = useState(saved);
  const [isAsking, setAsking] = useState(false);
  const make = useMakeTemplate();
  const change = useChangeTemplate();
  const remove = useRemoveTemplate();
  const wanted = template ? changeOf(template, draft) : null;
  const done = (kept: Template) => {
    say(t("saved", { version: kept.version }));
    onSaved(kept);
  };
  const save = () => {
    if (!template) make.mutate(requestOf(draft), { onSuccess: done, onError: sayError });
    else if (wanted) change.mutate({ id: template.id, change: wanted }, { onSuccess: done, onError: sayError });
  };
  const set = (part: Partial<TemplateDraft>) => setDraft((old) => ({ ...old, ...part }));
  return (
    <div className="grid grid-cols-1 items-start gap-6 rounded-card border border-subtle bg-surface-raised p-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <form className="flex min-w-0 flex-col gap-4" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <Field label={t("name")}>{(ids) => <TextInput {...ids} dir="auto" maxLength={120} required value={draft.name} onChange={(event) => set({ name: event.target.value })} />}</Field>
        <Places draft={draft} packs={packs} platforms={platforms} onChange={set} />
        <Field label={t("body")} help={t("bodyHelp")}>{(ids) => <TextArea {...ids} dir="auto" rows={12} required spellCheck className="min-h-64 leading-6" value={draft.body} onChange={(event) => set({ body: event.target.value })} />}</Field>
        <div className="flex flex-wrap items-center gap-2">
          {template && <Button variant="danger" size="sm" icon={Trash2} onClick={() => setAsking(true)}>{t("remove")}</Button>}
          <span className="flex-1" />
          {wanted && <Button variant="quiet" onClick={() => setDraft(saved)}>{t("discard")}</Button>}
          <Button type="submit" variant="primary" isBusy={make.isPending || change.isPending} disabled={Boolean(template) && !wanted}>{t("save")}</Button>
        </div>
        {template && <Versions template={template} />}
      </form>
      <TryPanel template={template} draft={draft} platforms={platforms.map((one) => one.id).slice(0, 6)} />
      <ConfirmDialog isOpen={isAsking} title={t("removeTitle", { name: saved.name })} text={t("removeText")} confirmLabel={t("remove")} keepLabel={t("keep")} onClose={() => setAsking(false)} onConfirm={() => template && remove.mutate(template.id, { onSuccess: onGone, onError: sayError, onSettled: () => setAsking(false) })} />
    </div>
  );
}
