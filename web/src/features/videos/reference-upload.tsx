import { useQueryClient } from "@tanstack/react-query";
import { CloudUpload } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { uploadAsset } from "@/api/assets";
import type { Asset } from "@/api/types";
import { Failure } from "@/design/patterns/states";
import { useLanguage, useWords } from "@/lib/language";
import { percent } from "@/lib/numbers";
import { styleWords } from "./style-words";

/** A video from one's own disk, sent into the library; how far it is stands in its place. */
export function ReferenceUpload({ onArrived }: { onArrived: (asset: Asset) => void }) {
  const t = useWords(styleWords);
  const { language } = useLanguage();
  const id = useId();
  const client = useQueryClient();
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const send = async (file: File) => {
    const mine = new AbortController();
    stop.current = mine;
    setError(null);
    setShare(0);
    try {
      const asset = await uploadAsset({ file, alt: "", signal: mine.signal, onProgress: setShare });
      await client.invalidateQueries({ queryKey: ["assets"] });
      onArrived(asset);
    } catch (trouble) {
      if (!mine.signal.aborted) setError(trouble);
    } finally {
      if (!mine.signal.aborted) setShare(null);
    }
  };
  return (
    <div className="flex flex-col gap-2">
      {error !== null && <Failure error={error} />}
      <label htmlFor={id} className="flex h-11 cursor-pointer items-center justify-center gap-2 rounded-card border border-dashed border-strong text-sm text-body hover:bg-surface-hover has-focus-visible:outline-2 has-focus-visible:outline-action has-disabled:cursor-default">
        <CloudUpload aria-hidden className="size-4 text-muted" />
        <span role="status" className="tabular">{share === null ? t("upload") : share < 1 ? t("uploading", { share: percent(share, language) }) : t("uploaded")}</span>
        <input
          id={id}
          type="file"
          accept="video/*"
          disabled={share !== null}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) void send(file);
          }}
        />
      </label>
    </div>
  );
}
