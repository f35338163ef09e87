import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CalendarPlus, RadioTower, Send } from "lucide-react";
import { useState } from "react";
import { calendar } from "@/api/posts";
import type { Channel } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { TextInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { Empty } from "@/design/patterns/states";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { clockTime, relativeDay, zoneName } from "@/lib/time";
import { addDays, toWall } from "@/lib/zones";
import { ChannelChoice } from "./channel-choice";
import { freeSlot } from "./free-slot";
import { canSend, planOf, sharedTime, type Plan, type When } from "./plan";
import { scheduleWords } from "./schedule-words";

interface SchedulePanelProps {
  channels: readonly Channel[];
  chosen: ReadonlySet<string>;
  zone: string;
  /** The day the piece is about: it waits for a slot of that day. */
  targetDate: string;
  /** Why it cannot go out yet, in words; null once it can. */
  held: string | null;
  /** Why it would be refused there, in words; such a channel cannot be chosen. */
  refusal: (channel: Channel) => string | null;
  /** What it is there, in words, where a network calls it something else. */
  calledThere?: (channel: Channel) => string | null;
  isCalm?: boolean;
  isBusy: boolean;
  onToggle: (id: string) => void;
  onSend: (channels: readonly Channel[], when: string) => void;
}

function useButtonLabel(zone: string, now: Date) {
  const t = useWords(scheduleWords);
  const { language } = useLanguage();
  return (plan: Plan, when: When, count: number) => {
    if (when === "now") return t("publish", { count });
    const shared = sharedTime(plan.times);
    if (!shared) return t("scheduleSlots", { count });
    const day = relativeDay(shared, zone, now, language);
    const isToday = toWall(shared, zone).slice(0, 10) === toWall(now, zone).slice(0, 10);
    return t("scheduleAt", { time: isToday ? clockTime(shared, zone) : `${day} ${clockTime(shared, zone)}` });
  };
}

/** Which channels, and when; the button says what will happen. */
export function SchedulePanel({ channels, chosen, zone, targetDate, held, refusal, calledThere, isCalm = false, isBusy, onToggle, onSend }: SchedulePanelProps) {
  const t = useWords(scheduleWords);
  const { language } = useLanguage();
  const now = useNow();
  const [chosenWhen, setWhen] = useState<When>();
  const [wall, setWall] = useState(() => toWall(new Date(now.getTime() + 3_600_000), zone));
  const label = useButtonLabel(zone, now);
  const today = toWall(now, zone).slice(0, 10);
  const { data: ahead = [] } = useQuery(calendar(today, addDays(targetDate > today ? targetDate : today, 30)));

  if (channels.length === 0) {
    return (
      <Empty compact icon={RadioTower} title={t("noChannels")} action={<Link to="/channels" search={{ connect: "new" }} className={buttonLook("primary")}>{t("connect")}</Link>}>
        {t("noChannelsText")}
      </Empty>
    );
  }
  const going = channels.filter((one) => canSend(one) && refusal(one) === null && chosen.has(one.id));
  const slotOf = (one: Channel) => freeSlot(one, ahead, targetDate, now);
  // Without slots everywhere, a time of one's own is the next sensible thing.
  const when = chosenWhen ?? (going.some((one) => slotOf(one) === null) ? "at" : "slot");
  const plan = planOf({ when, wall, channels: going, slotOf }, zone, now);
  const reason = held ?? (plan.problem && t(plan.problem));
  return (
    <div className="flex flex-col gap-4">
      <ChannelChoice channels={channels} chosen={new Set(going.map((one) => one.id))} when={when} now={now} slotOf={slotOf} refusal={refusal} calledThere={calledThere} isCalm={isCalm} onToggle={onToggle} />
      <Segmented label={t("when")} value={when} onChange={setWhen} className="w-full" segments={[{ value: "slot", label: t("slot") }, { value: "now", label: t("now") }, { value: "at", label: t("at") }]} />
      {when === "at" && (
        <label className="flex flex-col gap-1 text-xs text-muted">
          {t("zone", { zone: zoneName(zone, language) })}
          <TextInput type="datetime-local" value={wall} onChange={(event) => setWall(event.target.value)} />
        </label>
      )}
      <Button variant="primary" size="lg" icon={when === "now" ? Send : CalendarPlus} isBusy={isBusy} disabled={Boolean(reason)} onClick={() => onSend(going, plan.value)} className="w-full">
        {label(plan, when, going.length)}
      </Button>
      {reason && <p className="text-xs text-muted">{reason}</p>}
    </div>
  );
}
