import { Plus, X } from "lucide-react";
import { titlePlaces, type MadeVideo, type Scene, type SceneTitle } from "@/api/video-types";
import { Button } from "@/design/primitives/button";
import { IconButton } from "@/design/primitives/icon-button";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { useWords } from "@/lib/language";
import { choiceWords } from "./choice-words";
import { SaveRow } from "./save-row";
import { studioWords } from "./studio-words";
import { newTitle } from "./timeline";
import { useKept } from "./use-kept";
import type { Edits } from "./use-edits";

/** Words over the picture; what is left empty goes. */
export function TitlesForm({ video, scene, edits }: { video: MadeVideo; scene: Scene; edits: Edits }) {
  const t = useWords(studioWords);
  const c = useWords(choiceWords);
  const { value, isDirty, change, discard } = useKept(scene.titles);
  const put = (place: number, part: Partial<SceneTitle>) => change(value.map((one, index) => (index === place ? { ...one, ...part } : one)));
  return (
    <form className="flex flex-col gap-2" onSubmit={(event) => { event.preventDefault(); edits.edit(scene.id, { titles: value.filter((one) => one.text.trim()) }); }}>
      {value.map((one, index) => (
        <div key={index} className="flex items-center gap-2">
          <TextInput dir="auto" aria-label={t("titleText", { number: index + 1 })} maxLength={200} value={one.text} onChange={(event) => put(index, { text: event.target.value })} />
          <SelectInput aria-label={t("titlePlace", { number: index + 1 })} className="w-28 shrink-0" value={one.place} onChange={(event) => put(index, { place: event.target.value as SceneTitle["place"] })}>
            {titlePlaces.map((place) => <option key={place} value={place}>{c(place)}</option>)}
          </SelectInput>
          <IconButton icon={X} size="sm" label={t("removeTitle", { number: index + 1 })} onClick={() => change(value.filter((_, place) => place !== index))} />
        </div>
      ))}
      <div className="flex flex-wrap justify-between gap-2">
        <Button size="sm" variant="quiet" icon={Plus} disabled={value.length >= 12} onClick={() => change([...value, newTitle(video.timeline.scenes)])}>{t("addTitle")}</Button>
        <SaveRow label={t("saveTitles")} isDirty={isDirty} isBusy={edits.isBusy} onDiscard={discard} />
      </div>
    </form>
  );
}
