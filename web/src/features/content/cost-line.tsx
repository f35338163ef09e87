import { Link } from "@tanstack/react-router";
import { Coins } from "lucide-react";
import type { ModelStep } from "@/api/types";
import { useLanguage, useWords } from "@/lib/language";
import { cost as money } from "@/lib/numbers";
import { duration } from "@/lib/time";
import type { Cost } from "./cost";
import { costWords } from "./cost-words";

/** "free", "$0.02", "$0.02 to $0.05". */
export function usePrice() {
  const t = useWords(costWords);
  return (cost: Pick<Cost, "low" | "high">) => {
    if (cost.high === 0) return t("free");
    return money(cost.low) === money(cost.high) ? money(cost.high) : t("range", { low: money(cost.low), high: money(cost.high) });
  };
}

interface CostLineProps {
  cost: Cost | undefined;
  makers: (step: ModelStep) => readonly string[];
  steps: readonly ModelStep[];
}

/** Who makes it, what it costs and how long it takes, told before the button is pressed. */
export function CostLine({ cost, makers, steps }: CostLineProps) {
  const t = useWords(costWords);
  const { language } = useLanguage();
  const price = usePrice();
  if (!cost) return <p className="min-h-8 text-xs text-muted">{t("asking")}</p>;
  const who = (step: ModelStep) => makers(step).map((name) => name || t("builtIn")).join(", ");
  const names = { text: t("words", { who: who("text") }), image: t("picture", { who: who("image") }), voice: t("voice", { who: who("voice") }) };
  return (
    <div className="flex items-start gap-2 text-xs text-muted">
      <Coins aria-hidden className="mt-px size-4 shrink-0" />
      <p className="min-w-0">
        <span className="tabular font-medium text-strong">{price(cost)}</span>
        <span className="tabular"> · {t("about", { time: duration(Math.max(cost.seconds, 0.05) * 1000, language) })}</span>
        <span className="block">{steps.map((step) => names[step]).join(" · ")} <Link to="/settings" search={{ tab: "providers" }} className="text-action hover:underline">{t("change")}</Link></span>
        {cost.isOverCap && <span className="block text-waiting">{t("overCap")}</span>}
      </p>
    </div>
  );
}
