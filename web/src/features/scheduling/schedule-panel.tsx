import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CalendarPlus, RadioTower, Send } from "lucide-react";
import { useState } from "react";
import { calendar, useSchedule } from "@/api/posts";
import type { Channel, Post } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { TextInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { sayError } from "@/design/primitives/toast";
import { Empty } from "@/design/patterns/states";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { clockTime, relativeDay, zoneName } from "@/lib/time";
import { addDays, toWall } from "@/lib/zones";
import { ChannelChoice } from "./channel-choice";
import { freeSlot } from "./free-slot";
import { canSend, planOf, sharedTime, type Plan, type When } from "./plan";
import { scheduleWords } from "./schedule-words";
import { SentReceipt } from "./sent-receipt";

interface SchedulePanelProps {
  contentId: string;
  channels: readonly Channel[];
  zone: string;
  /** The day the piece is about: it waits for a slot of that day. */
  targetDate: string;
  /** Why it cannot go out yet; null once it can. */
  held: "unsaved" | "notReady" | null;
  /** Why the API would refuse it there, in its own words. */
  refusal: (channel: Channel) => string | null;
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

export function SchedulePanel({ contentId, channels, zone, targetDate, held, refusal }: SchedulePanelProps) {
  const t = useWords(scheduleWords);
  const { language } = useLanguage();
  const now = useNow();
  const schedule = useSchedule();
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [when, setWhen] = useState<When>("slot");
  const [wall, setWall] = useState(() => toWall(new Date(now.getTime() + 3_600_000), zone));
  const [sent, setSent] = useState<Post[] | null>(null);
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
  if (sent) return <SentReceipt posts={sent} now={now} onAgain={() => setSent(null)} />;

  const chosen = channels.filter((one) => canSend(one) && refusal(one) === null && !off.has(one.id));
  const slotOf = (one: Channel) => freeSlot(one, ahead, targetDate, now);
  const plan = planOf({ when, wall, channels: chosen, slotOf }, zone, now);
  const reason = held ?? plan.problem;
  const toggle = (id: string) => {
    const next = new Set(off);
    if (!next.delete(id)) next.add(id);
    setOff(next);
  };
  const send = () =>
    schedule.mutate({ content_id: contentId, channel_ids: chosen.map((one) => one.id), when: plan.value }, { onSuccess: setSent, onError: sayError });

  return (
    <div className="flex flex-col gap-4">
      <ChannelChoice channels={channels} chosen={new Set(chosen.map((one) => one.id))} when={when} now={now} slotOf={slotOf} refusal={refusal} onToggle={toggle} />
      <Segmented label={t("when")} value={when} onChange={setWhen} className="w-full" segments={[{ value: "slot", label: t("slot") }, { value: "now", label: t("now") }, { value: "at", label: t("at") }]} />
      {when === "at" && (
        <label className="flex flex-col gap-1 text-xs text-muted">
          {t("zone", { zone: zoneName(zone, language) })}
          <TextInput type="datetime-local" value={wall} onChange={(event) => setWall(event.target.value)} />
        </label>
      )}
      <Button variant="primary" size="lg" icon={when === "now" ? Send : CalendarPlus} isBusy={schedule.isPending} disabled={reason !== null} onClick={send} className="w-full">
        {label(plan, when, chosen.length)}
      </Button>
      {reason && <p className="text-xs text-muted">{t(reason)}</p>}
    </div>
  );
}
