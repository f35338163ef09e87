import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { content } from "@/api/content";
import { styles } from "@/api/styles";
import { moods, useMakeVideo, voices } from "@/api/videos";
import type { ContentType } from "@/api/types";
import { aspects, type Aspect, type Video } from "@/api/video-types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { SelectInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { Switch } from "@/design/primitives/switch";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { PieceList, type Piece } from "./piece-list";
import { StyleChoice } from "./style-card";
import { VoiceCost } from "./voice-cost";
import { voiceKey, voiceName } from "./voice-name";
import { orderWords } from "./words";

interface Wish {
  aspect: Aspect;
  style: string;
  voice: string;
  mood: string;
  render: boolean;
}

function Wishes({ wish, language, onChange }: { wish: Wish; language: string; onChange: (part: Partial<Wish>) => void }) {
  const t = useWords(orderWords);
  const { data: allStyles = [] } = useQuery(styles());
  const { data: allVoices } = useQuery(voices(language));
  const { data: allMoods = [] } = useQuery(moods());
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium text-strong">{t("aspect")}</span>
        <Segmented label={t("aspect")} value={wish.aspect} onChange={(aspect) => onChange({ aspect })} className="self-start" segments={aspects.map((value) => ({ value, label: <bdi>{value}</bdi> }))} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("voice")} help={allVoices?.length === 0 ? t("noVoices") : undefined}>
          {(ids) => (
            <SelectInput {...ids} value={wish.voice} onChange={(event) => onChange({ voice: event.target.value })}>
              <option value="">{t("usualVoice")}</option>
              <option value="none">{t("noVoice")}</option>
              {(allVoices ?? []).map((one) => <option key={voiceKey(one)} value={voiceKey(one)}>{voiceName(one, t)}</option>)}
            </SelectInput>
          )}
        </Field>
        <Field label={t("mood")}>
          {(ids) => (
            <SelectInput {...ids} value={wish.mood} onChange={(event) => onChange({ mood: event.target.value })}>
              <option value="">{t("usualMood")}</option>
              <option value="none">{t("noMusic")}</option>
              {allMoods.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            </SelectInput>
          )}
        </Field>
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium text-strong">{t("style")}</span>
        <StyleChoice styles={allStyles} value={wish.style} usual={{ name: t("usual"), text: t("usualText") }} onChange={(style) => onChange({ style })} />
      </div>
      <div className="flex items-center justify-between gap-4">
        <span className="text-sm text-strong">{t("render")}</span>
        <Switch label={t("render")} checked={wish.render} onChange={(render) => onChange({ render })} />
      </div>
    </div>
  );
}

interface NewVideoProps {
  isOpen: boolean;
  types: readonly ContentType[];
  /** The piece it is made of, where that was chosen elsewhere. */
  pieceId: string | undefined;
  /** The style it is made in, where that was chosen elsewhere. */
  styleId: string | undefined;
  onClose: () => void;
  onMade: (made: Video) => void;
}

/** Which piece, in which manner: one order, and everything may be changed afterwards. */
export function NewVideoDialog({ isOpen, types, pieceId, styleId, onClose, onMade }: NewVideoProps) {
  const t = useWords(orderWords);
  const make = useMakeVideo();
  const given = useQuery({ ...content(pieceId ?? ""), enabled: isOpen && Boolean(pieceId) }).data;
  const [picked, setPicked] = useState<Piece>();
  const [wish, setWish] = useState<Wish>({ aspect: "9:16", style: styleId ?? "", voice: "", mood: "", render: true });
  const piece = picked ?? given;
  const order = piece && { content_id: piece.id, ...wish };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("title")}
      description={t("text")}
      closeLabel={t("close")}
      size="lg"
      footer={
        <>
          <VoiceCost order={piece && { content_id: piece.id, voice: wish.voice }} />
          <Button variant="primary" disabled={!order} isBusy={make.isPending} onClick={() => order && make.mutate(order, { onSuccess: onMade })}>{order ? t("make") : t("choose")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 pt-1">
        {make.isError && <Failure error={make.error} />}
        <div className="grid grid-cols-1 gap-6 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <PieceList types={types} given={given} chosen={piece} onChoose={setPicked} />
          <Wishes wish={wish} language={piece?.language ?? "en"} onChange={(part) => setWish((old) => ({ ...old, ...part }))} />
        </div>
      </div>
    </Dialog>
  );
}
