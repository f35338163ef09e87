import { useQuery } from "@tanstack/react-query";
import { WandSparkles } from "lucide-react";
import { useState } from "react";
import { ApiError } from "@/api/fetch";
import { useChooseVariant, useDiscardVariant, useMakeVariants, variants } from "@/api/variants";
import type { Content, Variant, VariantKind, VariantRequest } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { Failure } from "@/design/patterns/states";
import { useLanguage, useWords } from "@/lib/language";
import { sentences } from "@/lib/problem";
import { usePrice } from "./cost-line";
import { FillPanel } from "./fill-panel";
import { useCost } from "./use-cost";
import { PresentCard, VariantCard } from "./variant-card";
import { variantWords } from "./variant-words";

const kinds = ["alternative", "hook", "platform", "optimised", "template"] as const;
type MadeKind = Exclude<VariantKind, "template">;
const helps = { alternative: "alternativeHelp", hook: "hookHelp", platform: "platformHelp", optimised: "optimisedHelp", template: "templateHelp" } as const;
const makes = { alternative: "makeAlternative", hook: "makeHook", platform: "makePlatform", optimised: "makeOptimised" } as const;
const COUNT = 3;
const grid = "grid gap-4 sm:grid-cols-2 xl:grid-cols-4";

interface VariantsPanelProps {
  piece: Content;
  /** Networks that forms can be made for. */
  networks: readonly string[];
  /** Something is typed and not saved: it must not be lost by taking another wording. */
  isDirty: boolean;
}

function orderOf(kind: MadeKind, networks: readonly string[]): VariantRequest {
  if (kind === "platform") return { kind, platforms: [...networks] };
  return { kind, count: kind === "optimised" ? 1 : COUNT };
}

function Cards({ piece, list, isDirty }: { piece: Content; list: readonly Variant[]; isDirty: boolean }) {
  const t = useWords(variantWords);
  const choose = useChooseVariant(piece.id);
  const discard = useDiscardVariant(piece.id);
  return (
    <div className={grid}>
      <PresentCard piece={piece} />
      {list.map((one, index) => (
        <VariantCard
          key={one.id}
          piece={piece}
          variant={one}
          number={index + 1}
          held={isDirty}
          isBusy={choose.isPending && choose.variables.id === one.id}
          onChoose={() => choose.mutate({ id: one.id, version: piece.version }, { onSuccess: (taken) => say(t("took", { version: taken.version })), onError: sayError })}
          onDiscard={() => discard.mutate(one.id, { onError: sayError })}
        />
      ))}
    </div>
  );
}

/** That nothing has to be improved is news, not a failure. */
function NotMade({ error }: { error: Error }) {
  if (!(error instanceof ApiError) || error.status !== 409) return <Failure error={error} />;
  return <p role="status" className="at-start text-sm text-muted" dir="auto">{sentences(error.message, error.remedy)}</p>;
}

/** The same piece said in other ways, side by side with what stands now. */
export function VariantsPanel({ piece, networks, isDirty }: VariantsPanelProps) {
  const t = useWords(variantWords);
  const [kind, setKind] = useState<VariantKind>("alternative");
  const query = useQuery(variants(piece.id));
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <Segmented label={t("kind")} value={kind} onChange={setKind} segments={kinds.map((value) => ({ value, label: t(value) }))} className="max-w-full overflow-x-auto" />
        <p className="min-w-48 flex-1 text-xs text-muted">{t(helps[kind])}</p>
        {kind !== "template" && <MakeButton key={kind} piece={piece} kind={kind} networks={networks} />}
      </div>
      {kind === "template" && <FillPanel piece={piece} />}
      {isDirty && <p role="status" className="text-xs text-waiting">{t("unsaved")}</p>}
      <Loaded query={query} skeleton={<div className={grid}>{Array.from({ length: 4 }, (_, index) => <Skeleton key={index} className="h-56 w-full" />)}</div>}>
        {(list) => {
          const shown = list.filter((one) => one.kind === kind);
          return shown.length > 0 ? <Cards piece={piece} list={shown} isDirty={isDirty} /> : null;
        }}
      </Loaded>
    </div>
  );
}

/** Orders wordings of one kind, for a price that is told before. */
function MakeButton({ piece, kind, networks }: { piece: Content; kind: MadeKind; networks: readonly string[] }) {
  const t = useWords(variantWords);
  const { language } = useLanguage();
  const make = useMakeVariants(piece.id);
  const count = kind === "platform" ? networks.length : kind === "optimised" ? 1 : COUNT;
  const { cost } = useCost([{ brand: piece.brand_id, pieces: count }], ["text"]);
  const price = usePrice();
  const label = t(makes[kind], { count });
  const told = cost ? t("costs", { label, price: language === "en" ? price(cost).toLowerCase() : price(cost) }) : label;
  return (
    <>
      <Button icon={WandSparkles} isBusy={make.isPending} disabled={count === 0} onClick={() => make.mutate(orderOf(kind, networks), { onSuccess: (made) => say(t("made", { count: made.length })) })}>
        {told}
      </Button>
      {make.isError && <div className="w-full"><NotMade error={make.error} /></div>}
    </>
  );
}
