import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { styles } from "@/api/styles";
import { moods, useVideoSettings } from "@/api/videos";
import { aspects, captionPlaces, captionStyles, type Aspect, type CaptionStyle, type MadeVideo, type VideoSettings } from "@/api/video-types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { Switch } from "@/design/primitives/switch";
import { say, sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { useWords } from "@/lib/language";
import { choiceWords } from "./choice-words";
import { NumberField } from "./number-field";
import { settingWords } from "./studio-words";
import { useKept } from "./use-kept";
import { VoiceField } from "./voice-field";

interface PartProps {
  video: MadeVideo;
  save: (change: VideoSettings) => void;
}

const shapes: Record<Aspect, "stories" | "portrait" | "square" | "landscape"> = { "9:16": "stories", "4:5": "portrait", "1:1": "square", "16:9": "landscape" };

function Whole({ video, save }: PartProps) {
  const t = useWords(settingWords);
  const c = useWords(choiceWords);
  const { data: allStyles = [] } = useQuery(styles());
  const title = useKept(video.timeline.title);
  const saveTitle = () => title.isDirty && save({ title: title.value.trim() });
  const style = video.timeline.notes["style"] ?? "";
  return (
    <>
      <Field label={t("title")}>
        {(ids) => <TextInput {...ids} dir="auto" maxLength={300} value={title.value} onChange={(event) => title.change(event.target.value)} onBlur={saveTitle} onKeyDown={(event) => event.key === "Enter" && saveTitle()} />}
      </Field>
      <div className="flex flex-col gap-1">
        <span className="flex justify-between gap-2 text-sm font-medium text-strong">{t("aspect")}<span className="text-xs font-normal text-muted">{c(shapes[video.aspect])}</span></span>
        <Segmented label={t("aspect")} value={video.aspect} onChange={(aspect) => save({ aspect })} segments={aspects.map((value) => ({ value, label: <bdi>{value}</bdi> }))} />
      </div>
      <Field label={t("style")} help={t("styleHelp")}>
        {(ids) => (
          <SelectInput {...ids} value={style} onChange={(event) => save({ style: event.target.value })}>
            {!allStyles.some((one) => one.id === style) && <option value={style}>{style}</option>}
            {allStyles.filter((one) => one.status === "ready").map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </SelectInput>
        )}
      </Field>
    </>
  );
}

function Lettering({ video, save }: PartProps) {
  const t = useWords(settingWords);
  const c = useWords(choiceWords);
  const { captions, overlays } = video.timeline;
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("captionStyle")}>
          {(ids) => (
            <SelectInput {...ids} value={captions.style} onChange={(event) => save({ captions: { style: event.target.value as CaptionStyle } })}>
              {captionStyles.map((one) => <option key={one} value={one}>{c(one)}</option>)}
            </SelectInput>
          )}
        </Field>
        <Field label={t("captionPlace")}>
          {(ids) => (
            <SelectInput {...ids} disabled={captions.style === "none"} value={captions.place} onChange={(event) => save({ captions: { place: event.target.value as typeof captions.place } })}>
              {captionPlaces.map((one) => <option key={one} value={one}>{c(one)}</option>)}
            </SelectInput>
          )}
        </Field>
      </div>
      <div className="flex items-center justify-between gap-4">
        <span className="text-sm font-medium text-strong">{t("progress")}</span>
        <Switch label={t("progress")} checked={overlays.progress} onChange={(progress) => save({ overlays: { progress } })} />
      </div>
    </>
  );
}

const paces = [["slower", 0.9], ["normal", 1], ["faster", 1.12]] as const;

/** The named pace that is nearest to a rate. */
function paceOf(rate: number): "slower" | "normal" | "faster" {
  return [...paces].sort((a, b) => Math.abs(a[1] - rate) - Math.abs(b[1] - rate))[0]?.[0] ?? "normal";
}

function Sound({ video, isBusy, save }: PartProps & { isBusy: boolean }) {
  const t = useWords(settingWords);
  const { data: allMoods = [] } = useQuery(moods());
  const { music, narration } = video.timeline;
  return (
    <>
      <VoiceField video={video} isBusy={isBusy} save={save} />
      {narration && (
        <div className="flex flex-col gap-1">
          <span className="text-sm font-medium text-strong">{t("rate")}</span>
          <Segmented label={t("rate")} value={paceOf(narration.rate)} onChange={(pace) => save({ rate: paces.find(([name]) => name === pace)?.[1] ?? 1 })} segments={paces.map(([value]) => ({ value, label: t(value) }))} />
        </div>
      )}
      <Field label={t("mood")}>
        {(ids) => (
          <SelectInput {...ids} value={music?.mood ?? ""} onChange={(event) => save({ music: event.target.value ? { mood: event.target.value } : null })}>
            <option value="">{t("noMusic")}</option>
            {music?.mood && !allMoods.some((one) => one.id === music.mood) && <option value={music.mood}>{music.mood}</option>}
            {allMoods.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </SelectInput>
        )}
      </Field>
      {music?.mood && <NumberField label={t("gain")} value={music.gain_db} min={-30} max={12} step={1} onSave={(gain_db) => save({ music: { gain_db } })} />}
    </>
  );
}

interface SettingsProps {
  video: MadeVideo;
  onRemove: () => void;
}

/** What holds for the whole video; each change is saved as it is made and is a version of its own. */
export function SettingsPanel({ video, onRemove }: SettingsProps) {
  const t = useWords(settingWords);
  const change = useVideoSettings(video.id);
  const [isAsking, setAsking] = useState(false);
  const save = (wanted: VideoSettings) => change.mutate(wanted, { onSuccess: (saved) => say(t("saved", { version: saved.version })), onError: sayError });
  return (
    <div className="flex flex-col gap-4">
      <Whole video={video} save={save} />
      <Lettering video={video} save={save} />
      <Sound video={video} isBusy={change.isPending} save={save} />
      <Button variant="danger" size="sm" icon={Trash2} className="self-start" onClick={() => setAsking(true)}>{t("remove")}</Button>
      <ConfirmDialog isOpen={isAsking} title={t("removeTitle")} text={t("removeText")} confirmLabel={t("remove")} keepLabel={t("keep")} onConfirm={onRemove} onClose={() => setAsking(false)} />
    </div>
  );
}
