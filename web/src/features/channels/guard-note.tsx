import { Gauge, Moon } from "lucide-react";
import { useResetFuse } from "@/api/channels";
import type { Channel, GuardState } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { say, sayError } from "@/design/primitives/toast";
import { useWords } from "@/lib/language";
import { clockTime } from "@/lib/time";
import { channelWords } from "./words";

/** A channel's guard that holds something at this moment, and how to let it go. */
export function GuardNote({ channel, state }: { channel: Channel; state: GuardState | undefined }) {
  const t = useWords(channelWords);
  const reset = useResetFuse();
  if (!state) return null;
  const isBlown = state.fuse.waiting > 0 || state.fuse.tripped_at !== null;
  return (
    <>
      {isBlown && (
        <div role="status" className="flex flex-wrap items-center gap-2 rounded-control bg-wash-waiting p-2 text-xs text-waiting">
          <Gauge aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 flex-1">{t("fuseBlown", { count: state.fuse.waiting })}</span>
          <Button size="sm" isBusy={reset.isPending} onClick={() => reset.mutate(channel.id, { onSuccess: ({ let_go }) => say(t("letGoDone", { count: let_go })), onError: sayError })}>{t("letGo")}</Button>
        </div>
      )}
      {state.quiet_until && <p className="flex items-center gap-2 text-xs text-muted"><Moon aria-hidden className="size-3" />{t("quietNow", { time: clockTime(state.quiet_until, channel.time_zone) })}</p>}
    </>
  );
}
