import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { uploadResumably } from "@/api/uploads";
import { describe, sentences } from "@/lib/problem";

export interface Sending {
  key: string;
  name: string;
  share: number;
  state: "sending" | "done" | "failed";
  trouble: string;
}

let count = 0;

/** Sends files one after the other; a break is gone over, a refusal is told, each can be stopped. */
export function useResumable(folder: string | undefined) {
  const client = useQueryClient();
  const [sendings, setSendings] = useState<Sending[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const patch = (key: string, part: Partial<Sending>) => setSendings((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one)));

  const add = useCallback(
    async (files: readonly File[]) => {
      const queue = files.map((file) => {
        count += 1;
        return { file, key: `${count}`, stop: new AbortController() };
      });
      for (const { key, stop } of queue) stops.current.set(key, stop);
      setSendings((old) => [...queue.map(({ file, key }) => ({ key, name: file.name, share: 0, state: "sending" as const, trouble: "" })), ...old]);
      for (const { file, key, stop } of queue) {
        if (stop.signal.aborted) continue;
        try {
          await uploadResumably({ file, folder, signal: stop.signal, onProgress: (share) => patch(key, { share }) });
          patch(key, { state: "done", share: 1 });
          await client.invalidateQueries({ queryKey: ["assets"] });
        } catch (error) {
          const told = describe(error);
          if (!stop.signal.aborted) patch(key, { state: "failed", trouble: sentences(told.detail, told.remedy) });
        }
      }
    },
    [client, folder],
  );

  const stop = useCallback((key: string) => {
    stops.current.get(key)?.abort();
    stops.current.delete(key);
    setSendings((old) => old.filter((one) => one.key !== key));
  }, []);

  return { sendings, add, stop };
}
