import { Link } from "@tanstack/react-router";
import { Clock, PlugZap } from "lucide-react";
import type { Channel, GuardState, Post } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Chip } from "@/design/primitives/chip";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { StatusDot } from "@/design/patterns/status-mark";
import { shownStatus, statusWords } from "@/design/patterns/status-words";
import { Thumb } from "@/design/patterns/thumb";
import { useLanguage, useWords } from "@/lib/language";
import { compact } from "@/lib/numbers";
import { ago, weekdayName } from "@/lib/time";
import { addDays } from "@/lib/zones";
import { ChannelMenu, type ChannelTask } from "./channel-menu";
import { GuardNote } from "./guard-note";
import { QuotaBars } from "./quota-bars";
import { daysLeft } from "./quotas";
import { channelWords } from "./words";

/** More slots than these are counted, not listed. */
const MOST = 3;

/** A Monday, to name weekdays by number. */
const MONDAY = "2024-01-01";

function useSlotName() {
  const t = useWords(channelWords);
  const { language } = useLanguage();
  return (slot: { weekday: number | null; time: string }) =>
    `${slot.weekday === null ? t("daily") : weekdayName(addDays(MONDAY, slot.weekday), language, "short")} ${slot.time.slice(0, 5)}`;
}

const inks = { good: "text-live", waiting: "text-waiting", failed: "text-failed" };
const dots = { good: "bg-live", waiting: "bg-waiting", failed: "bg-failed" };

function AccessLeft({ channel, now }: { channel: Channel; now: Date }) {
  const t = useWords(channelWords);
  const left = daysLeft(channel.token_expires_at, now);
  if (left === null || channel.health.state === "failed") return null;
  // What is renewed without a person needs no counting.
  if (left < 7 && channel.health.state === "good") return <p className="text-xs text-muted">{t("renews")}</p>;
  return <p className={`text-xs ${left < 7 ? "text-waiting" : "text-muted"}`}>{t("daysLeft", { count: left })}</p>;
}

interface ChannelCardProps {
  channel: Channel;
  state: GuardState | undefined;
  recent: readonly Post[];
  now: Date;
  onTask: (task: ChannelTask) => void;
}

/** One account: whether it works, in a sentence; when it sends; what it sent last. */
export function ChannelCard({ channel, state: guarding, recent, now, onTask }: ChannelCardProps) {
  const t = useWords(channelWords);
  const s = useWords(statusWords);
  const { language } = useLanguage();
  const slotName = useSlotName();
  const { state, sentence } = channel.health;
  const needsPerson = state === "failed";
  return (
    <article aria-label={`${platformName(channel.platform)} ${channel.handle}`} className="flex flex-col rounded-card border border-subtle bg-surface-raised">
      <header className="flex items-start gap-3 p-4 pb-3">
        <span className="flex size-10 shrink-0 items-center justify-center rounded-card bg-surface-sunken text-body">
          <PlatformMark platform={channel.platform} className="size-5" />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="at-start truncate font-semibold text-strong" dir="ltr">{channel.handle}</h2>
          <p className="flex items-center gap-2 text-xs text-muted">
            <span>{platformName(channel.platform)}</span>
            {channel.is_sandbox && <span>{t("sandbox")}</span>}
            {channel.followers !== null && <span className="tabular truncate">{t("followers", { count: channel.followers }).replace(String(channel.followers), compact(channel.followers, language))}</span>}
          </p>
        </div>
        <ChannelMenu channel={channel} onTask={onTask} />
      </header>
      <div className="flex min-h-14 flex-col gap-2 px-4 pb-4">
        <p className={`flex items-start gap-2 text-sm ${inks[state]}`}>
          <span aria-hidden className={`mt-2 size-2 shrink-0 rounded-full ${dots[state]}`} />
          <span className="min-w-0">{language === "en" ? sentence : t(state)}</span>
        </p>
        <AccessLeft channel={channel} now={now} />
        {channel.frozen && <p className="text-sm text-waiting">{t("frozenText")}</p>}
        {needsPerson && <Button variant="secondary" size="sm" icon={PlugZap} className="self-start" onClick={() => onTask("reconnect")}>{t("reconnect")}</Button>}
        <GuardNote channel={channel} state={guarding} />
        <QuotaBars quotas={channel.quotas} now={now} />
      </div>
      <div className="mt-auto grid grid-cols-[minmax(0,1fr)_auto] items-end gap-4 border-t border-subtle p-4">
        <div className="min-w-0">
          <p className="mb-2 text-xs text-muted">{t("slots")}</p>
          <div className="flex flex-wrap gap-1">
            {channel.slots.slice(0, MOST).map((slot) => <Chip key={slot.id}><Clock aria-hidden className="size-3" /><span className="tabular">{slotName(slot)}</span></Chip>)}
            {channel.slots.length > MOST && (
              <button type="button" onClick={() => onTask("slots")} title={channel.slots.slice(MOST).map(slotName).join(", ")} className="tabular h-6 rounded-full px-2 text-xs text-body hover:bg-surface-hover">
                <span aria-hidden dir="ltr">+{channel.slots.length - MOST}</span>
                <span className="sr-only">{t("moreSlots", { count: channel.slots.length - MOST })}</span>
              </button>
            )}
            {channel.slots.length === 0 && <span className="text-xs text-muted">{t("noSlots")}</span>}
          </div>
          {channel.last_success_at && <p className="mt-2 text-xs text-muted">{t("lastSuccess", { when: ago(channel.last_success_at, now, language) })}</p>}
        </div>
        <div className="flex gap-2">
          {recent.map((post) => (
            <Link key={post.id} to="/posts/$postId" params={{ postId: post.id }} aria-label={s(shownStatus(post))} title={s(shownStatus(post))} className="relative rounded-control">
              <Thumb url={post.media[0]?.url} className="w-8" />
              <span className="absolute -end-1 -bottom-1 inline-flex rounded-full bg-surface-raised p-px"><StatusDot status={shownStatus(post)} /></span>
            </Link>
          ))}
          {recent.length === 0 && <span className="max-w-24 text-end text-xs text-muted">{t("noRecent")}</span>}
        </div>
      </div>
    </article>
  );
}
