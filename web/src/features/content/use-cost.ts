import { useQueries } from "@tanstack/react-query";
import { estimate } from "@/api/providers";
import type { ModelStep } from "@/api/types";
import { costOf, makerOf } from "./cost";

interface Asked {
  brand: string;
  pieces: number;
}

/** What an order costs and who makes it, over one brand or many. */
export function useCost(asked: readonly Asked[], steps: readonly ModelStep[]) {
  const orders = asked.flatMap(({ brand, pieces }) => steps.map((step) => ({ step, brand_id: brand, pieces })));
  const answers = useQueries({ queries: orders.map((order) => ({ ...estimate(order), enabled: order.pieces > 0 && order.brand_id !== "" })) });
  const estimates = answers.map((one) => one.data);
  const makers = (step: ModelStep) => {
    const names = estimates.filter((one) => one?.step === step).flatMap((one) => makerOf(one) ?? []);
    // The built-in maker has no name of its own: the interface names it in its language.
    return [...new Set(names.map((one) => (one.provider_id === null ? "" : one.provider)))];
  };
  return { cost: orders.length ? costOf(estimates) : undefined, estimates, makers };
}
