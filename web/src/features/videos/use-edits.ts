import { useAddScene, useEditScene, useOrderScenes } from "@/api/videos";
import type { MadeVideo, SceneEdit } from "@/api/video-types";
import { say, sayError } from "@/design/primitives/toast";
import { useWords } from "@/lib/language";
import { studioWords } from "./studio-words";
import { newScene, shifted } from "./timeline";
import type { DrawnScene } from "@/api/video-types";

/** Everything a person does to the scenes of a video; each change is a version that comes back. */
export function useEdits(video: MadeVideo) {
  const t = useWords(studioWords);
  const editing = useEditScene(video.id);
  const ordering = useOrderScenes(video.id);
  const adding = useAddScene(video.id);
  const ids = video.timeline.scenes.map((one) => one.id);
  const order = (scenes: string[], done?: () => void) => {
    if (scenes.join() !== ids.join()) ordering.mutate(scenes, { onSuccess: done, onError: sayError });
  };
  return {
    isBusy: editing.isPending || ordering.isPending || adding.isPending,
    edit: (scene: string, values: SceneEdit) => editing.mutate({ scene, ...values }, { onSuccess: (saved) => say(t("saved", { version: saved.version })), onError: sayError }),
    order,
    shift: (scene: string, step: number) => order(shifted(ids, scene, step)),
    remove: (scene: string, onUndo: (version: number) => void) => {
      const { version } = video;
      order(ids.filter((one) => one !== scene), () => say(t("removed"), { label: t("undo"), run: () => onUndo(version) }));
    },
    add: (after: string, kind: "card" | "drawn", drawn: DrawnScene, done: (id: string) => void) => {
      const scene = newScene(video.timeline.scenes, kind, drawn);
      adding.mutate({ after, scene }, { onSuccess: () => done(scene.id ?? ""), onError: sayError });
    },
  };
}

export type Edits = ReturnType<typeof useEdits>;
