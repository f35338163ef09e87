import type { Channel } from "@/api/types";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { useWords } from "@/lib/language";
import { brandWords } from "./words";

interface ChannelTicksProps {
  channels: readonly Channel[];
  isOn: (channel: Channel) => boolean;
  /** Why a channel cannot be taken or left; nothing where it can. */
  held: (channel: Channel) => string;
  /** What should be known before it is taken. */
  note?: (channel: Channel) => string;
  onToggle: (channel: Channel, isOn: boolean) => void;
}

/** The accounts a brand may go out on, each to be ticked. */
export function ChannelTicks({ channels, isOn, held, note, onToggle }: ChannelTicksProps) {
  const t = useWords(brandWords);
  return (
    <div className="grid grid-cols-1 gap-2 sm:grid-cols-[repeat(auto-fill,minmax(14rem,1fr))]">
      {channels.map((channel) => {
        const reason = held(channel);
        const warning = reason ? "" : (note?.(channel) ?? "");
        return (
          <label key={channel.id} title={reason || undefined} className="flex min-w-0 cursor-pointer items-center gap-3 rounded-control px-3 py-2 text-sm text-body ring-1 ring-inset ring-line-subtle hover:bg-surface-hover has-checked:bg-surface-selected has-checked:text-strong has-checked:ring-action has-disabled:cursor-default has-focus-visible:outline-2 has-focus-visible:outline-action">
            <input type="checkbox" className="sr-only" checked={isOn(channel)} disabled={reason !== ""} onChange={(event) => onToggle(channel, event.target.checked)} />
            <PlatformMark platform={channel.platform} className="size-4" />
            <span className="min-w-0 flex-1">
              <span className="block truncate">{platformName(channel.platform)}{channel.is_sandbox && <span className="text-muted"> · {t("sandbox")}</span>}</span>
              <span className="at-start block truncate text-xs text-muted" dir="ltr">{channel.handle}</span>
              {reason && <span className="block text-xs text-muted">{reason}</span>}
              {warning && <span className="block text-xs text-waiting">{warning}</span>}
            </span>
          </label>
        );
      })}
    </div>
  );
}
