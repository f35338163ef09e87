import { useQuery } from "@tanstack/react-query";
import { Film } from "lucide-react";
import { useState } from "react";
import { assets } from "@/api/library";
import { useMakeStyle } from "@/api/styles";
import type { VideoStyle } from "@/api/style-types";
import type { Asset } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Empty, Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { ReferenceUpload } from "./reference-upload";
import { styleWords } from "./style-words";
import { clock } from "./timeline";

function Tile({ asset, isChosen, onChoose }: { asset: Asset; isChosen: boolean; onChoose: () => void }) {
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={onChoose} className="flex w-full flex-col gap-1 rounded-control p-1 text-start hover:bg-surface-hover aria-pressed:bg-surface-selected aria-pressed:ring-2 aria-pressed:ring-action">
        <video src={`${asset.url}#t=0.5`} muted playsInline preload="metadata" tabIndex={-1} aria-hidden className="aspect-square w-full rounded-control bg-surface-sunken object-cover" />
        <span className="at-start w-full truncate text-xs text-body" dir="auto">{asset.title || asset.alt || asset.mime}</span>
        {asset.duration_ms !== null && <span className="tabular text-xs text-muted">{clock(asset.duration_ms / 1000)}</span>}
      </button>
    </li>
  );
}

interface LearnProps {
  isOpen: boolean;
  onClose: () => void;
  onBegun: (made: VideoStyle) => void;
}

/** Which video, and what its style shall be called. */
export function LearnDialog({ isOpen, onClose, onBegun }: LearnProps) {
  const t = useWords(styleWords);
  const make = useMakeStyle();
  const [asset, setAsset] = useState<Asset>();
  const [name, setName] = useState("");
  const query = useQuery({ ...assets({ kind: "video" }), enabled: isOpen });
  const known = (list: readonly Asset[]) => (asset && list.every((one) => one.id !== asset.id) ? [asset, ...list] : list);
  const called = name.trim() || (asset?.title ?? "");
  const start = () => asset && make.mutate({ asset_id: asset.id, name: called.slice(0, 120) }, { onSuccess: onBegun });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("learn")}
      description={t("learnText")}
      closeLabel={t("close")}
      size="lg"
      footer={<Button variant="primary" disabled={!asset || !called} isBusy={make.isPending} onClick={start}>{t("start")}</Button>}
    >
      <div className="flex flex-col gap-4">
        {make.isError && <Failure error={make.error} />}
        <Field label={t("name")}>{(ids) => <TextInput {...ids} dir="auto" maxLength={120} placeholder={asset?.title ?? ""} value={name} onChange={(event) => setName(event.target.value)} />}</Field>
        <ReferenceUpload onArrived={setAsset} />
        <Loaded query={query} skeleton={<Skeleton className="h-40 w-full" />}>
          {({ data }) =>
            known(data).length > 0 ? (
              <ul aria-label={t("reference")} className="grid grid-cols-3 gap-2 sm:grid-cols-5">{known(data).map((one) => <Tile key={one.id} asset={one} isChosen={one.id === asset?.id} onChoose={() => setAsset(one)} />)}</ul>
            ) : (
              <Empty compact icon={Film} title={t("noVideos")}>{t("noVideosText")}</Empty>
            )
          }
        </Loaded>
      </div>
    </Dialog>
  );
}
