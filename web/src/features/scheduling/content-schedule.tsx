import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { posts as listed, useSchedule } from "@/api/posts";
import type { Channel, Post } from "@/api/types";
import { sayError } from "@/design/primitives/toast";
import { useNow } from "@/lib/hooks";
import { useWords } from "@/lib/language";
import { SchedulePanel } from "./schedule-panel";
import { scheduleWords } from "./schedule-words";
import { SentReceipt } from "./sent-receipt";

interface ContentScheduleProps {
  contentId: string;
  channels: readonly Channel[];
  zone: string;
  targetDate: string;
  /** Why it cannot go out yet; null once it can. */
  held: "unsaved" | "notReady" | null;
  refusal: (channel: Channel) => string | null;
}

/** A made piece goes to all channels of its brand, unless one is taken off. */
export function ContentSchedule({ contentId, channels, zone, targetDate, held, refusal }: ContentScheduleProps) {
  const t = useWords(scheduleWords);
  const now = useNow();
  const schedule = useSchedule();
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [sent, setSent] = useState<Post[] | null>(null);
  const { data: before } = useQuery(listed({ content_id: contentId, sort: "due_at", per_page: 50 }));
  const [isAgain, setAgain] = useState(false);
  const standing = (before?.data ?? []).filter((one) => one.status !== "cancelled" && one.status !== "removed");
  // A piece that is planned already says so first; sending it twice takes a decision.
  if (!sent && !isAgain && standing.length > 0) return <SentReceipt posts={standing} now={now} onAgain={() => setAgain(true)} />;
  if (sent) return <SentReceipt posts={sent} now={now} onAgain={() => setSent(null)} />;
  const toggle = (id: string) => {
    const next = new Set(off);
    if (!next.delete(id)) next.add(id);
    setOff(next);
  };
  return (
    <SchedulePanel
      channels={channels}
      chosen={new Set(channels.filter((one) => !off.has(one.id)).map((one) => one.id))}
      zone={zone}
      targetDate={targetDate}
      held={held && t(held)}
      refusal={refusal}
      isBusy={schedule.isPending}
      onToggle={toggle}
      onSend={(going, when) => schedule.mutate({ content_id: contentId, channel_ids: going.map((one) => one.id), when }, { onSuccess: setSent, onError: sayError })}
    />
  );
}
