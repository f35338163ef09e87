import { useState } from "react";
import { useFetchAsset } from "@/api/library";
import type { Asset } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { say } from "@/design/primitives/toast";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { libraryWords } from "./words";

interface FetchDialogProps {
  isOpen: boolean;
  folder: string | undefined;
  onClose: () => void;
  onFetched: (asset: Asset) => void;
}

/** A file from the web; its terms are asked at once, because nothing goes out without them. */
export function FetchDialog({ isOpen, folder, onClose, onFetched }: FetchDialogProps) {
  const t = useWords(libraryWords);
  const fetching = useFetchAsset();
  const [url, setUrl] = useState("");
  const done = (asset: Asset) => {
    setUrl("");
    say(t("fetched"));
    onFetched(asset);
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("fetch")} closeLabel={t("close")} size="sm">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (url.trim()) fetching.mutate({ url: url.trim(), ...(folder && { folder_id: folder }) }, { onSuccess: done });
        }}
      >
        {fetching.isError && <Failure error={fetching.error} />}
        <Field label={t("address")}>{(ids) => <TextInput {...ids} type="url" dir="ltr" placeholder="https://" value={url} onChange={(event) => setUrl(event.target.value)} />}</Field>
        <Button type="submit" variant="primary" isBusy={fetching.isPending} disabled={!url.trim()} className="self-end">{t("fetchIt")}</Button>
      </form>
    </Dialog>
  );
}
