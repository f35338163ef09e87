import { Images } from "lucide-react";
import { useState } from "react";
import { drawnScenes, type DrawnScene, type MadeVideo, type Scene } from "@/api/video-types";
import { Button } from "@/design/primitives/button";
import { SelectInput } from "@/design/primitives/input";
import { useWords } from "@/lib/language";
import { choiceWords } from "./choice-words";
import { AssetPicker } from "./asset-picker";
import { studioWords } from "./studio-words";
import type { Edits } from "./use-edits";

/** What the picture is, in words: what is to be seen on a file, or what is drawn. */
function useShown(video: MadeVideo, scene: Scene): string {
  const c = useWords(choiceWords);
  const { shot } = scene;
  if (shot.kind === "drawn") return c(shot.scene);
  if (shot.kind === "card" || shot.kind === "split") return c(shot.kind);
  const source = video.timeline.sources[shot.source];
  return source?.alt || c(shot.kind === "clip" ? "clip" : "picture");
}

/** The picture of a scene: another drawn one, or any picture or clip of the library. */
export function PictureField({ video, scene, edits }: { video: MadeVideo; scene: Scene; edits: Edits }) {
  const t = useWords(studioWords);
  const c = useWords(choiceWords);
  const shown = useShown(video, scene);
  const [isPicking, setPicking] = useState(false);
  const { shot } = scene;
  const ground = shot.kind === "drawn" ? shot : shot.kind === "card" ? shot.ground : null;
  const draw = (drawn: DrawnScene) => {
    const next = { kind: "drawn", scene: drawn, seed: ground?.seed ?? 1 } as const;
    edits.edit(scene.id, { shot: shot.kind === "card" ? { ...shot, ground: next } : next });
  };
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm font-medium text-strong">{t("picture")}</p>
      <p className="at-start line-clamp-2 text-sm text-body" dir="auto">{shown}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" icon={Images} onClick={() => setPicking(true)}>{t("choosePicture")}</Button>
        <SelectInput aria-label={t("drawn")} className="w-44" value={ground?.scene ?? ""} onChange={(event) => event.target.value && draw(event.target.value as DrawnScene)}>
          <option value="" disabled>{t("drawn")}</option>
          {drawnScenes.map((one) => <option key={one} value={one}>{c(one)}</option>)}
        </SelectInput>
      </div>
      <AssetPicker isOpen={isPicking} kinds={["image", "video"]} title={t("choosePicture")} text={t("pickerText")} onClose={() => setPicking(false)} onPick={(asset) => { setPicking(false); edits.edit(scene.id, { asset_id: asset.id }); }} />
    </div>
  );
}
