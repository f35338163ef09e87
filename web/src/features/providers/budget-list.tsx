import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { budgets, useSetBudget } from "@/api/providers";
import type { Brand, Budget } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { TextInput } from "@/design/primitives/input";
import { Menu, MenuItem } from "@/design/primitives/menu";
import { Skeleton } from "@/design/primitives/skeleton";
import { sayError } from "@/design/primitives/toast";
import { BrandMark } from "@/design/patterns/brand-mark";
import { Loaded } from "@/design/patterns/loaded";
import { SectionTitle } from "@/design/patterns/page";
import { useWords } from "@/lib/language";
import { cost } from "@/lib/numbers";
import { providerWords } from "./words";

/** How much of a cap is gone; amber from four fifths on, red once nothing is left. */
export function fillOf(budget: Pick<Budget, "monthly_limit" | "spent">): { share: number; tone: string } {
  const { monthly_limit: limit, spent } = budget;
  if (limit === null) return { share: 0, tone: "bg-line-control" };
  const share = limit === 0 ? 1 : Math.min(spent / limit, 1);
  return { share, tone: share >= 1 ? "bg-failed" : share >= 0.8 ? "bg-waiting" : "bg-live" };
}

function BudgetRow({ budget, brand }: { budget: Budget; brand: Brand | undefined }) {
  const t = useWords(providerWords);
  const set = useSetBudget();
  const [typed, setTyped] = useState<string | null>(null);
  const name = brand?.name ?? t("workspace");
  const { share, tone } = fillOf(budget);
  const limit = budget.monthly_limit;
  const save = (monthly_limit: number | null) => set.mutate({ brand_id: budget.brand_id, monthly_limit }, { onSuccess: () => setTyped(null), onError: sayError });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-subtle px-4 py-3 last:border-b-0">
      <span className="flex w-40 min-w-0 items-center gap-2 text-sm font-medium text-strong">{brand && <BrandMark brand={brand} />}<bdi className="truncate">{name}</bdi></span>
      <span className="min-w-40 flex-1">
        <span className="tabular block text-xs text-body">{limit === null ? t("spent", { spent: cost(budget.spent) }) : t("spentOf", { spent: cost(budget.spent), limit: cost(limit) })}</span>
        <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-line-subtle"><span className={`block h-full rounded-full ${tone}`} style={{ inlineSize: `${share * 100}%` }} /></span>
      </span>
      <form
        className="flex items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const value = Number((typed ?? "").replace(",", "."));
          if (typed?.trim() && value >= 0) save(value);
        }}
      >
        <TextInput aria-label={t("capOf", { name })} inputMode="decimal" dir="ltr" placeholder={t("cap")} className="tabular w-36" value={typed ?? (limit === null ? "" : String(limit))} onChange={(event) => setTyped(event.target.value)} />
        <Button type="submit" size="sm" isBusy={set.isPending} disabled={!typed?.trim()}>{t("setCap")}</Button>
        {limit !== null && <Button size="sm" variant="quiet" onClick={() => save(null)}>{t("noCap")}</Button>}
      </form>
    </li>
  );
}

/** What may be spent this month, of everything and of single brands. */
export function BudgetList({ brands }: { brands: readonly Brand[] }) {
  const t = useWords(providerWords);
  const query = useQuery(budgets());
  const set = useSetBudget();
  return (
    <section>
      <SectionTitle>{t("budgets")}</SectionTitle>
      <p className="mb-3 text-sm text-muted">{t("budgetsLead")}</p>
      <Loaded query={query} skeleton={<Skeleton className="h-16 w-full" />}>
        {(list) => {
          const rest = brands.filter((one) => !list.some((budget) => budget.brand_id === one.id));
          return (
            <>
              <ul className="rounded-card border border-subtle bg-surface-raised">{list.map((one) => <BudgetRow key={one.brand_id ?? "all"} budget={one} brand={brands.find((brand) => brand.id === one.brand_id)} />)}</ul>
              {rest.length > 0 && (
                <Menu align="start" trigger={<Button size="sm" icon={Plus} className="mt-3">{t("addCap")}</Button>}>
                  {rest.map((one) => <MenuItem key={one.id} onSelect={() => set.mutate({ brand_id: one.id, monthly_limit: 10 }, { onError: sayError })}><span className="flex items-center gap-2"><BrandMark brand={one} /><bdi>{one.name}</bdi></span></MenuItem>)}
                </Menu>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
