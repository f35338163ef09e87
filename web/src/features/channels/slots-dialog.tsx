import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useSetSlots } from "@/api/channels";
import type { Channel, SlotRequest } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { IconButton } from "@/design/primitives/icon-button";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { say, sayError } from "@/design/primitives/toast";
import { useLanguage, useWords } from "@/lib/language";
import { weekdayName, zoneName } from "@/lib/time";
import { addDays } from "@/lib/zones";
import { channelWords } from "./words";

function SlotsForm({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const t = useWords(channelWords);
  const { language } = useLanguage();
  const save = useSetSlots(channel.id);
  const [slots, setSlots] = useState<SlotRequest[]>(() => channel.slots.map(({ weekday, time }) => ({ weekday, time: time.slice(0, 5) })));
  const change = (index: number, part: Partial<SlotRequest>) => setSlots(slots.map((slot, at) => (at === index ? { ...slot, ...part } : slot)));
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(slots, {
          onSuccess: () => {
            say(t("slotsSaved"));
            onClose();
          },
          onError: sayError,
        });
      }}
    >
      <ul className="flex flex-col gap-2">
        {slots.map((slot, index) => (
          <li key={index} className="flex items-center gap-2">
            <SelectInput aria-label={t("day")} className="flex-1" value={slot.weekday ?? ""} onChange={(event) => change(index, { weekday: event.target.value === "" ? null : Number(event.target.value) })}>
              <option value="">{t("everyDay")}</option>
              {Array.from({ length: 7 }, (_, day) => <option key={day} value={day}>{weekdayName(addDays("2024-01-01", day), language)}</option>)}
            </SelectInput>
            <TextInput aria-label={t("time")} type="time" required className="w-28" value={slot.time} onChange={(event) => change(index, { time: event.target.value })} />
            <IconButton icon={Trash2} label={t("removeSlot", { time: slot.time })} onClick={() => setSlots(slots.filter((_, at) => at !== index))} />
          </li>
        ))}
      </ul>
      <Button icon={Plus} variant="quiet" className="self-start" onClick={() => setSlots([...slots, { weekday: null, time: "18:00" }])}>{t("addSlot")}</Button>
      <Button type="submit" variant="primary" isBusy={save.isPending} className="self-end">{t("saveSlots")}</Button>
    </form>
  );
}

export function SlotsDialog({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const t = useWords(channelWords);
  const { language } = useLanguage();
  return (
    <Dialog
      isOpen={channel !== null}
      onClose={onClose}
      title={t("slotsOf", { handle: channel?.handle ?? "" })}
      description={t("slotsHelp", { zone: zoneName(channel?.time_zone ?? "UTC", language) })}
      closeLabel={t("close")}
    >
      {channel && <SlotsForm key={channel.id} channel={channel} onClose={onClose} />}
    </Dialog>
  );
}
