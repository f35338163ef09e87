import type { Template, TemplateChange, TemplateField, TemplateRequest } from "@/api/types";

/** A template as it is edited. */
export interface TemplateDraft {
  name: string;
  body: string;
  pack: string;
  content_type: string;
  platform: string;
  language: string;
}

export function draftOf(template: Template): TemplateDraft {
  const { name, body, pack, content_type, platform, language } = template;
  return { name, body, pack, content_type, platform, language };
}

/** Only what differs, with the version that was read: a newer one is never overwritten unseen. */
export function changeOf(template: Template, draft: TemplateDraft): TemplateChange | null {
  const old = draftOf(template);
  const changed = Object.entries(draft).filter(([name, value]) => old[name as keyof TemplateDraft] !== value);
  return changed.length === 0 ? null : { version: template.version, ...Object.fromEntries(changed) };
}

export function requestOf(draft: TemplateDraft): TemplateRequest {
  return { ...draft, name: draft.name.trim() };
}

export type TypedValues = Record<string, string>;

/** What is typed into the fields, as the API takes it; empty fields fall back to their samples. */
export function valuesOf(fields: readonly Pick<TemplateField, "name" | "type">[], typed: TypedValues) {
  const given: Record<string, string | number | string[]> = {};
  for (const { name, type } of fields) {
    const text = typed[name]?.trim();
    if (!text) continue;
    if (type === "list") given[name] = text.split(/\s*[,،\n]\s*/).filter(Boolean);
    else given[name] = type === "number" && Number.isFinite(Number(text)) ? Number(text) : text;
  }
  return given;
}

/** The fields of a saved template count only while its text is the saved one. */
export function fieldsOf(template: Template | null, draft: TemplateDraft): TemplateField[] | null {
  return template && template.body === draft.body ? template.fields : null;
}
