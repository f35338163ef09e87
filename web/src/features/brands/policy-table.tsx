import { ChevronDown, Lock } from "lucide-react";
import { Controller, type UseFormReturn } from "react-hook-form";
import type { GateAction } from "@/api/types";
import { SelectInput } from "@/design/primitives/input";
import { SectionTitle } from "@/design/patterns/page";
import { checkWords, isFixedCheck, useCheckName } from "@/lib/checks";
import { useWords } from "@/lib/language";
import type { BrandValues } from "./brand-values";
import { groupsOf } from "./policy-groups";
import { brandWords } from "./words";

type Policy = BrandValues["policy"];
const actions = ["warn", "block", "needs_person"] as const;
const tones: Record<GateAction, string> = { warn: "text-waiting", block: "text-failed", needs_person: "text-action" };

function Row({ name, policy, onChange }: { name: string; policy: Policy; onChange: (policy: Policy) => void }) {
  const t = useWords(brandWords);
  const nameOf = useCheckName();
  const action = policy[name];
  const set = (next: string) => {
    const rest = Object.fromEntries(Object.entries(policy).filter(([one]) => one !== name));
    onChange(next ? { ...rest, [name]: next as GateAction } : rest);
  };
  return (
    <li className="flex min-h-10 items-center gap-4 border-b border-subtle py-1 last:border-b-0">
      <span className="min-w-0 flex-1 text-sm text-body">{nameOf(name)}</span>
      {isFixedCheck(name) ? (
        <span className="flex items-center gap-1 text-xs text-muted"><Lock aria-hidden className="size-3" />{t("fixed")}</span>
      ) : (
        <SelectInput aria-label={nameOf(name)} className={`w-44 shrink-0 ${action ? `font-medium ${tones[action]}` : ""}`} value={action ?? ""} onChange={(event) => set(event.target.value)}>
          <option value="">{t("usual")}</option>
          {actions.map((one) => <option key={one} value={one}>{t(one)}</option>)}
        </SelectInput>
      )}
    </li>
  );
}

/** What a failed check means for this brand: a warning, a refusal, or a person who has to look. */
export function PolicyTable({ form, className }: { form: UseFormReturn<BrandValues>; className: string }) {
  const t = useWords(brandWords);
  return (
    <section className={className}>
      <SectionTitle>{t("policy")}</SectionTitle>
      <p className="text-sm text-muted">{t("policyHelp")}</p>
      <Controller
        control={form.control}
        name="policy"
        render={({ field }) => (
          <div className="flex flex-col">
            {groupsOf(Object.keys(checkWords), field.value).map(({ group, names, own }) => (
              <details key={group} className="group border-t border-subtle first:border-t-0" open={own > 0}>
                <summary className="flex h-11 list-none items-center gap-2 text-sm font-medium text-strong">
                  {t(group)}
                  <span className="tabular font-normal text-muted">{names.length}</span>
                  <span className="flex-1" />
                  {own > 0 && <span className="tabular text-xs font-normal text-action">{t("own", { count: own })}</span>}
                  <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
                </summary>
                <ul className="pb-3 ps-1">{names.map((name) => <Row key={name} name={name} policy={field.value} onChange={field.onChange} />)}</ul>
              </details>
            ))}
          </div>
        )}
      />
    </section>
  );
}
