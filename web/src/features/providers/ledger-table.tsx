import { useQuery } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { ledger } from "@/api/providers";
import type { Brand, Call } from "@/api/types";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Pager } from "@/design/patterns/pager";
import { SectionTitle } from "@/design/patterns/page";
import { Empty } from "@/design/patterns/states";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { cost, whole } from "@/lib/numbers";
import { ago, duration } from "@/lib/time";
import { outcomeWords, providerWords } from "./words";

const good: ReadonlySet<string> = new Set(["done", "cached", "offline", "asking"]);
const cell = "px-3 py-2 align-top";

function CallRow({ call, brand }: { call: Call; brand: string }) {
  const t = useWords(providerWords);
  const o = useWords(outcomeWords);
  const { language } = useLanguage();
  const now = useNow();
  const outcome = call.outcome in outcomeWords ? o(call.outcome as keyof typeof outcomeWords) : call.outcome;
  return (
    <tr className="border-t border-subtle text-xs text-body">
      <td className={`${cell} whitespace-nowrap text-muted`}>{ago(call.started_at, now, language)}</td>
      <td className={cell}><bdi className="font-medium text-strong">{call.provider}</bdi> <span className="font-mono text-muted" dir="ltr">{call.model}</span></td>
      <td className={cell}>{t(call.step)}{brand && <> · <bdi>{brand}</bdi></>}</td>
      <td className={`${cell} tabular text-end`}>{call.pictures ? call.pictures : `${whole(call.input_tokens, language)} / ${whole(call.output_tokens, language)}`}</td>
      <td className={`${cell} tabular text-end whitespace-nowrap`}>{duration(call.milliseconds, language)}</td>
      <td className={`${cell} tabular text-end whitespace-nowrap`}>{call.is_cached ? t("cached") : `${call.is_estimate ? "≈ " : ""}${cost(call.cost)}`}</td>
      <td className={`${cell} ${good.has(call.outcome) ? "text-muted" : "text-failed"}`} title={call.detail}>{outcome}</td>
    </tr>
  );
}

interface LedgerProps {
  brands: readonly Brand[];
  page: number;
  onPage: (page: number) => void;
}

/** Every call that may cost money, the newest first. */
export function LedgerTable({ brands, page, onPage }: LedgerProps) {
  const t = useWords(providerWords);
  const query = useQuery(ledger({ page, per_page: 25 }));
  const heads = [["when", ""], ["who", ""], ["forWhat", ""], ["tokens", "text-end"], ["time", "text-end"], ["money", "text-end"], ["outcome", ""]] as const;
  return (
    <section>
      <SectionTitle>{t("ledger")}</SectionTitle>
      <p className="mb-3 text-sm text-muted">{t("ledgerLead")}</p>
      <Loaded query={query} skeleton={<Skeleton className="h-40 w-full" />}>
        {({ data, pagination }) =>
          data.length === 0 ? (
            <Empty compact icon={ReceiptText} title={t("noCalls")}>{t("noCallsText")}</Empty>
          ) : (
            <>
              <div className="overflow-x-auto rounded-card border border-subtle bg-surface-raised">
                <table className="w-full min-w-160">
                  <thead><tr className="text-start text-xs text-muted">{heads.map(([name, look]) => <th key={name} scope="col" className={`px-3 py-2 text-start font-medium ${look}`}>{t(name)}</th>)}</tr></thead>
                  <tbody>{data.map((one) => <CallRow key={one.id} call={one} brand={brands.find((brand) => brand.id === one.brand_id)?.name ?? ""} />)}</tbody>
                </table>
              </div>
              {(pagination.pages ?? 1) > 1 && <div className="mt-2"><Pager page={page} pages={pagination.pages ?? 1} label={t("page", { page, pages: pagination.pages ?? 1 })} previousLabel={t("previous")} nextLabel={t("next")} onPage={onPage} /></div>}
            </>
          )
        }
      </Loaded>
    </section>
  );
}
