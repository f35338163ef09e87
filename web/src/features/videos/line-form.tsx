import type { CardShot, Scene } from "@/api/video-types";
import { Field } from "@/design/primitives/field";
import { TextArea, TextInput } from "@/design/primitives/input";
import { useWords } from "@/lib/language";
import { SaveRow } from "./save-row";
import { studioWords } from "./studio-words";
import { useKept } from "./use-kept";
import type { Edits } from "./use-edits";

interface FormProps {
  scene: Scene;
  edits: Edits;
}

/** The sentence of a scene. */
export function LineForm({ scene, edits }: FormProps) {
  const t = useWords(studioWords);
  const { value, isDirty, change, discard } = useKept(scene.line);
  const save = () => edits.edit(scene.id, { line: value.trim() });
  return (
    <form className="flex flex-col gap-2" onSubmit={(event) => { event.preventDefault(); save(); }}>
      <Field label={t("line")} help={t("lineHelp")}>
        {(ids) => <TextArea {...ids} dir="auto" rows={2} maxLength={2000} className="text-base" value={value} onChange={(event) => change(event.target.value)} onKeyDown={(event) => { if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && isDirty) save(); }} />}
      </Field>
      <SaveRow label={t("saveLine")} isDirty={isDirty} isBusy={edits.isBusy} onDiscard={discard} />
    </form>
  );
}

/** The words that stand on a card. */
export function CardForm({ scene, shot, edits }: FormProps & { shot: CardShot }) {
  const t = useWords(studioWords);
  const { value, isDirty, change, discard } = useKept({ heading: shot.heading, body: shot.body, footer: shot.footer });
  const fields = [["heading", TextInput], ["body", TextArea], ["footer", TextInput]] as const;
  return (
    <form className="flex flex-col gap-2" onSubmit={(event) => { event.preventDefault(); edits.edit(scene.id, { shot: { ...shot, ...value } }); }}>
      <p className="text-sm font-semibold text-strong">{t("cardWords")}</p>
      {fields.map(([name, Input]) => (
        <Field key={name} label={t(name)}>
          {(ids) => <Input {...ids} dir="auto" maxLength={300} value={value[name]} onChange={(event: { target: { value: string } }) => change({ ...value, [name]: event.target.value })} />}
        </Field>
      ))}
      <SaveRow label={t("saveCard")} isDirty={isDirty} isBusy={edits.isBusy} onDiscard={discard} />
    </form>
  );
}
