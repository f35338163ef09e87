import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { voices } from "@/api/videos";
import type { MadeVideo, VideoSettings } from "@/api/video-types";
import { Field } from "@/design/primitives/field";
import { SelectInput } from "@/design/primitives/input";
import { useWords } from "@/lib/language";
import { SaveRow } from "./save-row";
import { settingWords } from "./studio-words";
import { VoiceCost } from "./voice-cost";
import { voiceKey, voiceName } from "./voice-name";
import { orderWords } from "./words";

type Speaker = MadeVideo["timeline"]["narration"];

/** As the list names it: empty is the provider's usual voice. */
function valueOf(narration: Speaker): string {
  if (!narration) return "none";
  return narration.voice ? `${narration.provider}:${narration.voice}` : "";
}

interface VoiceFieldProps {
  video: MadeVideo;
  isBusy: boolean;
  save: (wanted: VideoSettings) => void;
}

/** Another voice says every line again, which may cost money: what, is told before it is pressed. */
export function VoiceField({ video, isBusy, save }: VoiceFieldProps) {
  const t = useWords(settingWords);
  const o = useWords(orderWords);
  const { data: known = [] } = useQuery(voices(video.language));
  const { narration } = video.timeline;
  const now = valueOf(narration);
  const [wished, setWished] = useState<string>();
  const chosen = wished ?? now;
  const isDirty = chosen !== now;
  const voice = chosen || (narration?.provider ?? known[0]?.provider ?? "none");
  const isListed = ["", "none", ...known.map(voiceKey)].includes(chosen);
  const order = isDirty && voice !== "none" && video.content_id ? { content_id: video.content_id, voice } : undefined;
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save({ voice });
        setWished(undefined);
      }}
    >
      <Field label={t("voice")} help={t("voiceHelp")}>
        {(ids) => (
          <SelectInput {...ids} value={chosen} onChange={(event) => setWished(event.target.value)}>
            <option value="">{t("usualVoice")}</option>
            <option value="none">{t("noVoice")}</option>
            {!isListed && <option value={chosen}>{chosen}</option>}
            {known.map((one) => <option key={voiceKey(one)} value={voiceKey(one)}>{voiceName(one, o)}</option>)}
          </SelectInput>
        )}
      </Field>
      <VoiceCost order={order} />
      {isDirty && <SaveRow label={t("sayIt")} isDirty isBusy={isBusy} onDiscard={() => setWished(undefined)} />}
    </form>
  );
}
