import { useQuery } from "@tanstack/react-query";
import { useChangeStyle } from "@/api/styles";
import { moods } from "@/api/videos";
import type { ReadyStyle, StyleDocument } from "@/api/style-types";
import { captionPlaces, captionStyles, type CaptionStyle } from "@/api/video-types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextArea, TextInput } from "@/design/primitives/input";
import { Switch } from "@/design/primitives/switch";
import { say, sayError } from "@/design/primitives/toast";
import { useWords } from "@/lib/language";
import { choiceWords } from "./choice-words";
import { useChoiceName } from "./style-facts";
import { styleWords } from "./style-words";
import { useKept } from "./use-kept";

const shown = ["name", "description", "pace", "transitions", "captions", "look", "music", "progress"] as const;
type Values = Pick<StyleDocument, (typeof shown)[number]>;

/** What is edited here. The colour table is not: it is given and taken away by itself meanwhile. */
export function valuesOf(document: StyleDocument): Values {
  const values = Object.fromEntries(shown.map((name) => [name, document[name]])) as Values;
  return { ...values, look: { ...document.look, cube: "" } };
}

/** Only the parts that were changed, so that nothing else is written over; the look keeps its table. */
export function changeOf(document: StyleDocument, values: Values): Partial<Values> {
  const before = valuesOf(document);
  const changed = shown.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(values[name]));
  return Object.fromEntries(changed.map((name) => [name, name === "look" ? { ...values.look, cube: document.look.cube } : values[name]]));
}

interface PartProps {
  values: Values;
  put: (part: Partial<Values>) => void;
}

interface NumberProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
}

function Numeric({ label, value, onChange, ...bounds }: NumberProps) {
  return <Field label={label}>{(ids) => <TextInput {...ids} {...bounds} type="number" required value={Number.isNaN(value) ? "" : value} onChange={(event) => onChange(event.target.valueAsNumber)} />}</Field>;
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

function Manner({ values, put }: PartProps) {
  const t = useWords(styleWords);
  const nameOf = useChoiceName();
  const { pace, transitions } = values;
  return (
    <>
      <Field label={t("name")}>{(ids) => <TextInput {...ids} dir="auto" required maxLength={120} value={values.name} onChange={(event) => put({ name: event.target.value })} />}</Field>
      <Field label={t("description")}>{(ids) => <TextArea {...ids} dir="auto" maxLength={400} value={values.description} onChange={(event) => put({ description: event.target.value })} />}</Field>
      <div className="grid grid-cols-2 items-end gap-3">
        <Numeric label={t("mean")} value={rounded(pace.mean)} min={0.4} max={60} step={0.1} onChange={(mean) => put({ pace: { ...pace, mean } })} />
        <Numeric label={t("hook")} value={rounded(pace.hook)} min={0.4} max={60} step={0.1} onChange={(hook) => put({ pace: { ...pace, hook } })} />
        {transitions.map((one, index) => (
          <Numeric key={one.kind} label={t("share", { name: nameOf(one.kind) })} value={Math.round(one.share * 100)} min={0} max={100} step={1} onChange={(share) => put({ transitions: transitions.map((other, place) => (place === index ? { ...other, share: share / 100 } : other)) })} />
        ))}
      </div>
    </>
  );
}

function Lettering({ values, put }: PartProps) {
  const t = useWords(styleWords);
  const c = useWords(choiceWords);
  const { captions } = values;
  return (
    <div className="grid grid-cols-2 items-end gap-3">
      <Field label={t("captionStyle")}>
        {(ids) => <SelectInput {...ids} value={captions.style} onChange={(event) => put({ captions: { ...captions, style: event.target.value as CaptionStyle } })}>{captionStyles.map((one) => <option key={one} value={one}>{c(one)}</option>)}</SelectInput>}
      </Field>
      <Field label={t("captionPlace")}>
        {(ids) => <SelectInput {...ids} value={captions.place} onChange={(event) => put({ captions: { ...captions, place: event.target.value as typeof captions.place } })}>{captionPlaces.map((one) => <option key={one} value={one}>{c(one)}</option>)}</SelectInput>}
      </Field>
      <Numeric label={t("captionSize")} value={rounded(captions.size * 100)} min={3} max={12} step={0.1} onChange={(size) => put({ captions: { ...captions, size: rounded(size / 100) } })} />
    </div>
  );
}

function Colours({ values, put }: PartProps) {
  const t = useWords(styleWords);
  const nameOf = useChoiceName();
  const { look } = values;
  return (
    <fieldset className="flex flex-wrap gap-3">
      <legend className="mb-1 text-sm font-medium text-strong">{t("palette")}</legend>
      {Object.entries(look.palette).map(([role, colour]) => (
        <label key={role} className="flex items-center gap-2 text-xs text-body">
          <input type="color" aria-label={t("colour", { role: nameOf(role) })} value={colour} onChange={(event) => put({ look: { ...look, palette: { ...look.palette, [role]: event.target.value } } })} className="size-8 cursor-pointer rounded-control border border-line-control bg-surface-raised" />
          <bdi>{nameOf(role)}</bdi>
        </label>
      ))}
    </fieldset>
  );
}

function Sound({ values, put }: PartProps) {
  const t = useWords(styleWords);
  const { data: allMoods = [] } = useQuery(moods());
  const { music, look } = values;
  return (
    <>
      <div className="grid grid-cols-2 items-end gap-3">
        <Field label={t("mood")}>
          {(ids) => (
            <SelectInput {...ids} value={music.mood} onChange={(event) => put({ music: { ...music, mood: event.target.value } })}>
              <option value="">{t("silent")}</option>
              {allMoods.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            </SelectInput>
          )}
        </Field>
        <Numeric label={t("energy")} value={rounded(music.energy)} min={0} max={1} step={0.05} onChange={(energy) => put({ music: { ...music, energy } })} />
        <Numeric label={t("vignette")} value={rounded(look.vignette)} min={0} max={1} step={0.05} onChange={(vignette) => put({ look: { ...look, vignette } })} />
        <Numeric label={t("grain")} value={rounded(look.grain)} min={0} max={1} step={0.01} onChange={(grain) => put({ look: { ...look, grain } })} />
      </div>
      <div className="flex items-center justify-between gap-4">
        <span className="text-sm font-medium text-strong">{t("progress")}</span>
        <Switch label={t("progress")} checked={values.progress} onChange={(progress) => put({ progress })} />
      </div>
    </>
  );
}

/** The main fields of a style, saved together. */
export function StyleForm({ style }: { style: ReadyStyle }) {
  const t = useWords(styleWords);
  const save = useChangeStyle();
  const { value, isDirty, change, discard } = useKept(valuesOf(style.document));
  const parts = { values: value, put: (part: Partial<Values>) => change({ ...value, ...part }) };
  const submit = () => save.mutate({ id: style.id, document: changeOf(style.document, value) }, { onSuccess: () => say(t("saved")), onError: sayError });
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Manner {...parts} />
      <Lettering {...parts} />
      <Colours {...parts} />
      <Sound {...parts} />
      <div className="flex justify-end gap-2">
        {isDirty && <Button variant="quiet" onClick={discard}>{t("discard")}</Button>}
        <Button type="submit" variant="primary" disabled={!isDirty} isBusy={save.isPending}>{t("save")}</Button>
      </div>
    </form>
  );
}
