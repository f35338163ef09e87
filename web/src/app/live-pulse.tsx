import type { LiveState } from "@/api/live";
import { Tooltip } from "@/design/primitives/tooltip";
import { useWords } from "@/lib/language";
import { shellWords } from "./words";

interface LivePulseProps {
  state: LiveState;
  isBeating: boolean;
}

/** Beats while something happens, and is still otherwise: a page may stay open all day. */
export function LivePulse({ state, isBeating }: LivePulseProps) {
  const t = useWords(shellWords);
  const colour = state === "live" ? "bg-live" : "bg-waiting";
  return (
    <Tooltip label={state === "live" ? t("liveHelp") : t(state)}>
      <button type="button" className="flex h-8 items-center gap-2 rounded-control px-2 text-xs text-muted">
        <span aria-hidden className={`size-2 rounded-full ${colour} ${state === "live" && isBeating ? "breathe" : ""}`} />
        <span className="hidden md:inline">{state === "live" ? t("live") : t(state)}</span>
        <span className="sr-only md:hidden">{t(state === "live" ? "live" : state)}</span>
      </button>
    </Tooltip>
  );
}
