import { useState } from "react";
import type { MadeVideo, Render } from "@/api/video-types";
import { spanAt, type Span } from "./timeline";

/** A moment somebody asked for, in seconds of the whole video; a new object each time it is asked for. */
export interface Moment {
  at: number;
  /** The file it is of, and the scene and version it is drawn from where there is no file. */
  render: string;
  scene: string | undefined;
  version: number;
}

/** A moment of the very timeline that a scene is drawn from. */
export function momentOf(video: MadeVideo, span: Span, moment: Moment | undefined): Moment | undefined {
  return moment?.scene === span.scene.id && moment.version === video.version ? moment : undefined;
}

interface Shows {
  video: MadeVideo;
  spans: readonly Span[];
  /** The file that the player has. */
  file: Render | undefined;
  /** Brings the file or the scene before the eyes. */
  show: (view: "whole" | "sceneView", scene: string | undefined) => void;
}

/** Moments of renders: in the file where it is kept, else drawn from the timeline it was made of. */
export function useMoment({ video, spans, file, show }: Shows) {
  const [moment, setMoment] = useState<Moment>();
  const momentsOf = (render: Render) => {
    const isFile = render.id === file?.id;
    const isNow = render.version === video.version;
    if (!isFile && !isNow) return undefined;
    return (at: number) => {
      const scene = isNow ? spanAt(spans, at)?.scene.id : undefined;
      setMoment({ at, render: render.id, scene, version: video.version });
      show(isFile ? "whole" : "sceneView", scene);
    };
  };
  return { moment, momentsOf, forget: () => setMoment(undefined) };
}
