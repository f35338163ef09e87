import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { moves, transitionKinds, type MadeVideo, type Move, type Scene, type TransitionKind } from "@/api/video-types";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { useWords } from "@/lib/language";
import { choiceWords } from "./choice-words";
import { CuesForm } from "./cues-form";
import { CardForm, LineForm } from "./line-form";
import { NumberField } from "./number-field";
import { PictureField } from "./picture-field";
import { studioWords } from "./studio-words";
import { TitlesForm } from "./titles-form";
import { useKept } from "./use-kept";
import type { Edits } from "./use-edits";

interface EditorProps {
  video: MadeVideo;
  scene: Scene;
  edits: Edits;
}

function Group({ title, count, isOpen, children }: { title: string; count?: number; isOpen?: boolean; children: ReactNode }) {
  return (
    <details className="group/part border-t border-subtle pt-1" open={isOpen}>
      <summary className="flex h-8 list-none items-center gap-2 text-sm font-medium text-strong">
        {title}
        {count ? <span className="tabular font-normal text-muted">{count}</span> : null}
        <ChevronDown aria-hidden className="ms-auto size-4 text-muted transition-transform group-open/part:rotate-180" />
      </summary>
      <div className="pt-1 pb-2">{children}</div>
    </details>
  );
}

/** What a transition lasts where none was said: long enough to be seen, short enough not to be watched. */
const USUAL = 0.4;

function Timing({ scene, edits }: Omit<EditorProps, "video">) {
  const t = useWords(studioWords);
  const c = useWords(choiceWords);
  const chapter = useKept(scene.chapter ?? "");
  const { transition } = scene;
  const join = (kind: TransitionKind) => edits.edit(scene.id, { transition: { kind, seconds: kind === "cut" ? 0 : transition.seconds || USUAL } });
  const saveChapter = () => chapter.isDirty && edits.edit(scene.id, { chapter: chapter.value.trim() || null });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t("transition")}>
        {(ids) => (
          <SelectInput {...ids} value={transition.kind} onChange={(event) => join(event.target.value as TransitionKind)}>
            {transitionKinds.map((one) => <option key={one} value={one}>{c(one)}</option>)}
          </SelectInput>
        )}
      </Field>
      <NumberField label={t("transitionSeconds")} value={transition.seconds} min={0} max={2} step={0.1} disabled={transition.kind === "cut"} onSave={(seconds) => edits.edit(scene.id, { transition: { ...transition, seconds } })} />
      <Field label={t("move")}>
        {(ids) => (
          <SelectInput {...ids} value={scene.move} onChange={(event) => edits.edit(scene.id, { move: event.target.value as Move })}>
            {moves.map((one) => <option key={one} value={one}>{c(one || "asStyle")}</option>)}
          </SelectInput>
        )}
      </Field>
      <NumberField label={t("least")} help={t("leastHelp")} value={scene.least} min={0} max={600} step={0.5} onSave={(least) => edits.edit(scene.id, { least })} />
      <Field label={t("chapter")} help={t("chapterHelp")} className="sm:col-span-2">
        {(ids) => <TextInput {...ids} dir="auto" maxLength={120} value={chapter.value} onChange={(event) => chapter.change(event.target.value)} onBlur={saveChapter} onKeyDown={(event) => event.key === "Enter" && saveChapter()} />}
      </Field>
    </div>
  );
}

/** Everything of one scene: its words first, then what is seen, then the rest where it is looked for. */
export function SceneEditor({ video, scene, edits }: EditorProps) {
  const t = useWords(studioWords);
  return (
    <div className="flex flex-col gap-3">
      {scene.shot.kind === "card" && <CardForm scene={scene} shot={scene.shot} edits={edits} />}
      <LineForm scene={scene} edits={edits} />
      <PictureField video={video} scene={scene} edits={edits} />
      <div>
        <Group title={t("titles")} count={scene.titles.length} isOpen={scene.titles.length > 0}><TitlesForm video={video} scene={scene} edits={edits} /></Group>
        <Group title={t("cues")} count={scene.cues?.length ?? 0} isOpen={scene.cues !== null}><CuesForm video={video} scene={scene} edits={edits} /></Group>
        <Group title={t("timing")}><Timing scene={scene} edits={edits} /></Group>
      </div>
    </div>
  );
}
