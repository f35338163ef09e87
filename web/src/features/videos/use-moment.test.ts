import { act, renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { MadeVideo, Render, Scene } from "@/api/video-types";
import { spansOf } from "./timeline";
import { useMoment } from "./use-moment";

const scene = (id: string) => ({ id, seconds: 4, transition: { kind: "cut", seconds: 0 } }) as Scene;
const spans = spansOf({ fps: 30, scenes: [scene("a"), scene("b"), scene("c")] });
const video = { id: "v", version: 3 } as MadeVideo;
const file = { id: "kept", version: 3 } as Render;

function used(has: Render | undefined = file) {
  const show = vi.fn();
  const { result } = renderHook(() => useMoment({ video, spans, file: has, show }));
  return { show, result };
}

it("a moment of the file that the player has is shown in it, and its scene is chosen", () => {
  const { show, result } = used();
  act(() => result.current.momentsOf(file)?.(5));
  expect(show).toHaveBeenCalledWith("whole", "b");
  expect(result.current.moment).toEqual({ at: 5, render: "kept", scene: "b", version: 3 });
});

it("a refused file is not kept, so its moment is drawn from the timeline it was made of", () => {
  const { show, result } = used();
  act(() => result.current.momentsOf({ id: "refused", version: 3 } as Render)?.(9));
  expect(show).toHaveBeenCalledWith("sceneView", "c");
});

it("a refused file of an earlier version can be shown nowhere", () => {
  expect(used().result.current.momentsOf({ id: "refused", version: 2 } as Render)).toBeUndefined();
});

it("an earlier version's file is shown, and no scene of the newest is chosen", () => {
  const old = { id: "old", version: 2 } as Render;
  const { show, result } = used(old);
  act(() => result.current.momentsOf(old)?.(5));
  expect(show).toHaveBeenCalledWith("whole", undefined);
});

it("the same moment asked for again is a new one, so that the player goes there again", () => {
  const { result } = used();
  act(() => result.current.momentsOf(file)?.(5));
  const first = result.current.moment;
  act(() => result.current.momentsOf(file)?.(5));
  expect(result.current.moment).not.toBe(first);
});
