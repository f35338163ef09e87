import { useCallback, useEffect, useRef } from "react";
import { uploadAsset } from "@/api/assets";
import { describe } from "@/lib/problem";
import type { Attached } from "./draft";

type Update = (change: (media: Attached[]) => Attached[]) => void;

let count = 0;

function begun(file: File): Attached {
  count += 1;
  return { key: `${Date.now()}-${count}`, name: file.name, mime: file.type, state: "uploading", share: 0, alt: "", asset: null, trouble: "" };
}

/** Sends files up one after the other, telling how far each is; what is removed stops at once. */
export function useUploads(update: Update) {
  const stops = useRef(new Map<string, AbortController>());
  const latest = useRef(update);
  useEffect(() => {
    latest.current = update;
  }, [update]);

  const patch = useCallback((key: string, part: Partial<Attached>) => {
    latest.current((media) => media.map((one) => (one.key === key ? { ...one, ...part } : one)));
  }, []);

  const add = useCallback(
    async (files: readonly File[]) => {
      const queue = files.map((file) => ({ file, item: begun(file) }));
      latest.current((media) => [...media, ...queue.map(({ item }) => item)]);
      for (const { item } of queue) stops.current.set(item.key, new AbortController());
      for (const { file, item } of queue) {
        const stop = stops.current.get(item.key);
        if (!stop || stop.signal.aborted) continue;
        try {
          const asset = await uploadAsset({ file, alt: "", signal: stop.signal, onProgress: (share) => patch(item.key, { share }) });
          patch(item.key, { state: "ready", share: 1, asset, mime: asset.mime });
        } catch (error) {
          if (stop.signal.aborted) continue;
          const told = describe(error);
          patch(item.key, { state: "failed", trouble: [told.detail, told.remedy].filter(Boolean).join(" ") });
        } finally {
          stops.current.delete(item.key);
        }
      }
    },
    [patch],
  );

  const remove = useCallback((key: string) => {
    stops.current.get(key)?.abort();
    latest.current((media) => media.filter((one) => one.key !== key));
  }, []);

  return { add, remove, patch };
}
