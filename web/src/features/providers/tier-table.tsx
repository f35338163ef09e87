import { useQueries, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { estimate, tiers, useSetTier } from "@/api/providers";
import type { Brand, Estimate, ModelStep, Tier, Tiers } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { SelectInput } from "@/design/primitives/input";
import { Menu, MenuItem } from "@/design/primitives/menu";
import { Skeleton } from "@/design/primitives/skeleton";
import { sayError } from "@/design/primitives/toast";
import { BrandMark } from "@/design/patterns/brand-mark";
import { Loaded } from "@/design/patterns/loaded";
import { SectionTitle } from "@/design/patterns/page";
import { useWords } from "@/lib/language";
import { cost } from "@/lib/numbers";
import { tierOrder } from "./provider-values";
import { providerWords } from "./words";

const steps = ["text", "image"] as const;

/** "Groq, up to $0.0004 a piece": who would be asked first in a tier. */
function useMaker() {
  const t = useWords(providerWords);
  return (told: Estimate | undefined): string => {
    const choice = told?.choices.find((one) => one.reason === "");
    if (!choice) return "";
    return t("makes", { who: choice.provider_id === null ? t("builtIn") : choice.provider, price: choice.high === 0 ? t("free") : t("upTo", { price: cost(choice.high) }) });
  };
}

interface RowProps {
  brand: Brand | null;
  chosen: readonly Tiers[];
}

function TierRow({ brand, chosen }: RowProps) {
  const t = useWords(providerWords);
  const set = useSetTier();
  const makerOf = useMaker();
  const tierFor = (step: ModelStep, id: string | null) => chosen.find((one) => one.step === step && one.brand_id === id)?.tier;
  const told = useQueries({ queries: steps.map((step) => estimate({ step, brand_id: brand?.id ?? null, pieces: 1 })) });
  return (
    <li className="grid items-start gap-x-4 gap-y-2 border-b border-subtle px-4 py-3 last:border-b-0 sm:grid-cols-[minmax(8rem,1fr)_repeat(2,minmax(0,1.4fr))]">
      <span className="flex min-h-8 items-center gap-2 text-sm font-medium text-strong">{brand && <BrandMark brand={brand} />}<bdi className="truncate">{brand?.name ?? t("workspace")}</bdi></span>
      {steps.map((step, index) => (
        <label key={step} className="flex flex-col gap-1 text-xs text-muted">
          <SelectInput aria-label={`${brand?.name ?? t("workspace")}: ${t(step)}`} value={tierFor(step, brand?.id ?? null) ?? ""} onChange={(event) => set.mutate({ brand_id: brand?.id ?? null, step, tier: (event.target.value || null) as Tier | null }, { onError: sayError })}>
            {brand && <option value="">{t("asWorkspace", { tier: t(tierFor(step, null) ?? "offline") })}</option>}
            {tierOrder.map((tier) => <option key={tier} value={tier}>{t(tier)}</option>)}
          </SelectInput>
          <span className="tabular truncate"><bdi>{makerOf(told[index]?.data)}</bdi></span>
        </label>
      ))}
    </li>
  );
}

/** Which tier is asked for words and for pictures: of all brands, and of those that differ. */
export function TierTable({ brands }: { brands: readonly Brand[] }) {
  const t = useWords(providerWords);
  const query = useQuery(tiers());
  const set = useSetTier();
  return (
    <section>
      <SectionTitle>{t("tiers")}</SectionTitle>
      <p className="mb-3 text-sm text-muted">{t("tiersLead")}</p>
      <Loaded query={query} skeleton={<Skeleton className="h-24 w-full" />}>
        {(chosen) => {
          const own = brands.filter((one) => chosen.some((tier) => tier.brand_id === one.id));
          const rest = brands.filter((one) => !own.includes(one));
          const shared = chosen.find((one) => one.brand_id === null && one.step === "text")?.tier ?? "offline";
          return (
            <>
              <div aria-hidden className="hidden px-4 pb-1 text-xs text-muted sm:grid sm:grid-cols-[minmax(8rem,1fr)_repeat(2,minmax(0,1.4fr))] sm:gap-x-4"><span /><span>{t("text")}</span><span>{t("image")}</span></div>
              <ul className="rounded-card border border-subtle bg-surface-raised">
                <TierRow brand={null} chosen={chosen} />
                {own.map((one) => <TierRow key={one.id} brand={one} chosen={chosen} />)}
              </ul>
              {rest.length > 0 && (
                <Menu align="start" trigger={<Button size="sm" icon={Plus} className="mt-3">{t("ownTier")}</Button>}>
                  {rest.map((one) => <MenuItem key={one.id} onSelect={() => set.mutate({ brand_id: one.id, step: "text", tier: shared }, { onError: sayError })}><span className="flex items-center gap-2"><BrandMark brand={one} /><bdi>{one.name}</bdi></span></MenuItem>)}
                </Menu>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
