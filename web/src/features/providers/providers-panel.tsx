import { useQuery } from "@tanstack/react-query";
import { brands } from "@/api/brands";
import { useWords } from "@/lib/language";
import { BudgetList } from "./budget-list";
import { LedgerTable } from "./ledger-table";
import { ProviderList } from "./provider-list";
import { TierTable } from "./tier-table";
import { providerWords } from "./words";

/** Models and money: who is asked, what may be spent, what was spent. */
export function ProvidersPanel({ page, onPage }: { page: number; onPage: (page: number) => void }) {
  const t = useWords(providerWords);
  const { data: allBrands = [] } = useQuery(brands());
  return (
    <div className="flex flex-col gap-8">
      <p className="max-w-prose text-sm text-muted">{t("lead")}</p>
      <ProviderList />
      <TierTable brands={allBrands} />
      <BudgetList brands={allBrands} />
      <LedgerTable brands={allBrands} page={page} onPage={onPage} />
    </div>
  );
}
