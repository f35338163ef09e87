import { useQuery } from "@tanstack/react-query";
import { Coins } from "lucide-react";
import { videoEstimate } from "@/api/videos";
import type { VideoEstimate, VideoOrder } from "@/api/video-types";
import { useLanguage, useWords } from "@/lib/language";
import { cost, whole } from "@/lib/numbers";
import { describe } from "@/lib/problem";
import { orderWords } from "./words";

/** Who speaks it: the first that nothing speaks against. */
export function speakerOf(estimate: VideoEstimate | undefined) {
  return estimate?.choices.find((one) => one.reason === "");
}

/** What the voice costs and who speaks, told before the button is pressed. */
export function VoiceCost({ order }: { order: VideoOrder | undefined }) {
  const t = useWords(orderWords);
  const { language } = useLanguage();
  const query = useQuery({ ...videoEstimate(order ?? { content_id: "" }), enabled: order !== undefined });
  const told = query.data;
  const price = (one: { low: number; high: number }) => {
    if (one.high === 0) return t("free");
    return cost(one.low) === cost(one.high) ? cost(one.high) : t("range", { low: cost(one.low), high: cost(one.high) });
  };
  const speaker = speakerOf(told);
  const passed = told?.choices.find((one) => one.reason !== "");
  if (!order) return null;
  if (query.isError) return <p role="status" className="me-auto self-center text-xs text-waiting">{describe(query.error).detail}</p>;
  if (!told) return <p className="me-auto self-center text-xs text-muted">{t("asking")}</p>;
  return (
    <div role="status" aria-label={t("price")} className="me-auto flex min-w-0 items-start gap-2 self-center text-xs text-muted">
      <Coins aria-hidden className="mt-px size-4 shrink-0" />
      <p className="min-w-0">
        <span className="tabular font-medium text-strong">{speaker ? price(speaker) : t("free")}</span>
        {speaker ? <span className="tabular"> · {t("spoken", { who: speaker.provider })} · {t("spokenOf", { count: told.characters, number: whole(told.characters, language) })}</span> : <span> · {t("unspoken")}</span>}
        {passed && <span className="block text-waiting" dir="auto">{t("passed", { who: passed.provider, why: passed.reason })}</span>}
      </p>
    </div>
  );
}
