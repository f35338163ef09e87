import type { Channel } from "@/api/types";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { whenWords } from "@/design/patterns/post-sentence";
import { useLanguage, useWords } from "@/lib/language";
import { canSend, type When } from "./plan";
import { scheduleWords } from "./schedule-words";

interface ChannelChoiceProps {
  channels: readonly Channel[];
  chosen: ReadonlySet<string>;
  when: When;
  now: Date;
  slotOf: (channel: Channel) => Date | null;
  refusal: (channel: Channel) => string | null;
  calledThere?: ((channel: Channel) => string | null) | undefined;
  /** A refusal here is no trouble, only not for this channel. */
  isCalm?: boolean;
  onToggle: (id: string) => void;
}

/** The channels it could go to, each with the time it would leave or the reason it cannot. */
export function ChannelChoice({ channels, chosen, when, now, slotOf, refusal, calledThere, isCalm = false, onToggle }: ChannelChoiceProps) {
  const t = useWords(scheduleWords);
  const { language } = useLanguage();
  const stateOf = (channel: Channel): { text: string; isBad: boolean } => {
    if (channel.frozen) return { text: t("frozen"), isBad: true };
    if (channel.health.state === "failed") return { text: channel.health.sentence, isBad: true };
    const refused = refusal(channel);
    if (refused) return { text: refused, isBad: !isCalm };
    if (when !== "slot") return { text: channel.is_sandbox ? t("sandbox") : "", isBad: false };
    const slot = slotOf(channel);
    return { text: slot ? whenWords(slot.toISOString(), channel.time_zone, now, language) : t("noSlots"), isBad: false };
  };
  const noteOf = (channel: Channel) => {
    const state = stateOf(channel);
    const called = refusal(channel) === null ? calledThere?.(channel) : null;
    return { ...state, text: [state.text, called].filter(Boolean).join(" · ") };
  };
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{t("channels")}</legend>
      <ul className="flex flex-col">
        {channels.map((channel) => {
          const isOpen = canSend(channel) && refusal(channel) === null;
          const note = noteOf(channel);
          return (
            <li key={channel.id}>
              <label className={`group -mx-2 flex items-center gap-3 rounded-control px-2 py-2 ${isOpen ? "cursor-pointer hover:bg-surface-hover" : ""}`}>
                <input type="checkbox" disabled={!isOpen} checked={chosen.has(channel.id)} onChange={() => onToggle(channel.id)} className="size-4 accent-action" />
                <PlatformMark platform={channel.platform} className={`size-4 ${isOpen ? "text-body" : "text-muted"}`} />
                <span className="min-w-0 flex-1">
                  <span className={`block truncate text-sm ${isOpen ? "text-strong" : "text-muted"}`} dir="ltr">
                    <span className="sr-only">{platformName(channel.platform)} </span>
                    <span className="at-start block truncate">{channel.handle}</span>
                  </span>
                  {note.text && <span className={`tabular block truncate text-xs first-letter:uppercase ${note.isBad ? "text-failed" : "text-muted group-hover:text-body"}`}>{note.text}</span>}
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
