import { PenLine, RotateCcw } from "lucide-react";
import type { Cue, MadeVideo, Scene } from "@/api/video-types";
import { Button } from "@/design/primitives/button";
import { TextInput } from "@/design/primitives/input";
import { useWords } from "@/lib/language";
import { SaveRow } from "./save-row";
import { studioWords } from "./studio-words";
import { cuesFrom } from "./timeline";
import { useKept } from "./use-kept";
import type { Edits } from "./use-edits";

function Rows({ cues, seconds, onChange }: { cues: readonly Cue[]; seconds: number; onChange: (cues: Cue[]) => void }) {
  const t = useWords(studioWords);
  const put = (place: number, part: Partial<Cue>) => onChange(cues.map((one, index) => (index === place ? { ...one, ...part } : one)));
  const bounds = { type: "number", min: 0, max: seconds, step: 0.05, dir: "ltr" } as const;
  return cues.map((one, index) => (
    <div key={index} className="grid grid-cols-[minmax(0,1fr)_4.5rem_4.5rem] items-center gap-2">
      <TextInput dir="auto" aria-label={t("cueText", { number: index + 1 })} value={one.text} onChange={(event) => put(index, { text: event.target.value })} />
      <TextInput {...bounds} aria-label={t("cueStart", { number: index + 1 })} value={one.start} onChange={(event) => put(index, { start: Number(event.target.value) })} />
      <TextInput {...bounds} aria-label={t("cueEnd", { number: index + 1 })} value={one.end} onChange={(event) => put(index, { end: Number(event.target.value) })} />
    </div>
  ));
}

/** Captions as they are laid from the words, or as a person writes them. */
export function CuesForm({ video, scene, edits }: { video: MadeVideo; scene: Scene; edits: Edits }) {
  const t = useWords(studioWords);
  const { value, isDirty, change, discard } = useKept(scene.cues);
  if (value === null) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-xs text-muted">{t("cuesAuto")}</p>
        <Button size="sm" icon={PenLine} disabled={!scene.line} onClick={() => change(cuesFrom(scene, video.timeline.captions.characters))}>{t("writeCues")}</Button>
      </div>
    );
  }
  const save = () => edits.edit(scene.id, { cues: value.filter((one) => one.text.trim()) });
  return (
    <form noValidate className="flex flex-col gap-2" onSubmit={(event) => { event.preventDefault(); save(); }}>
      <p className="text-xs text-muted">{t("cuesOwn")}</p>
      <Rows cues={value} seconds={scene.seconds} onChange={change} />
      <div className="flex flex-wrap justify-between gap-2">
        <Button size="sm" variant="quiet" icon={RotateCcw} onClick={() => (scene.cues === null ? discard() : edits.edit(scene.id, { cues: null }))}>{t("resetCues")}</Button>
        <SaveRow label={t("saveCues")} isDirty={isDirty} isBusy={edits.isBusy} onDiscard={discard} />
      </div>
    </form>
  );
}
