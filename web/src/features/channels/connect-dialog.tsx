import { useQuery } from "@tanstack/react-query";
import { platforms } from "@/api/channels";
import type { Brand, Platform } from "@/api/types";
import { Chip } from "@/design/primitives/chip";
import { Dialog } from "@/design/primitives/dialog";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { useWords } from "@/lib/language";
import { ConnectForm } from "./connect-form";
import { channelWords } from "./words";

function PlatformChoice({ list, onPick }: { list: readonly Platform[]; onPick: (id: string) => void }) {
  const t = useWords(channelWords);
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {list.map((platform) => (
        <li key={platform.id}>
          <button
            type="button"
            disabled={platform.maturity === "planned"}
            onClick={() => onPick(platform.id)}
            title={platform.maturity === "proven" ? t("maturity", { date: platform.checked_on }) : undefined}
            className="flex h-12 w-full items-center gap-3 rounded-card border border-subtle px-3 text-start font-medium text-strong transition-colors hover:bg-surface-hover disabled:opacity-50"
          >
            <PlatformMark platform={platform.id} className="size-5" />
            <span className="min-w-0 flex-1 truncate">{platform.name}</span>
            {platform.maturity !== "built" && <Chip tone={platform.maturity === "proven" ? "live" : "plain"}>{t(platform.maturity)}</Chip>}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface ConnectDialogProps {
  /** "new" to choose, the id of a platform once chosen, undefined while closed. */
  step: string | undefined;
  /** The one brand that the account is for, if it is for one. */
  brand?: Brand | undefined;
  onStep: (step: string | undefined) => void;
}

export function ConnectDialog({ step, brand, onStep }: ConnectDialogProps) {
  const t = useWords(channelWords);
  const query = useQuery({ ...platforms(), enabled: step !== undefined });
  const platform = query.data?.find((one) => one.id === step);
  const titleOf = () => {
    const network = platform?.name ?? "";
    if (brand) return platform ? t("connectToFor", { network, brand: brand.name }) : t("connectFor", { brand: brand.name });
    return platform ? t("connectTo", { network }) : t("connect");
  };
  return (
    <Dialog isOpen={step !== undefined} onClose={() => onStep(undefined)} title={titleOf()} description={platform ? t("secrets") : t("choose")} closeLabel={t("close")}>
      <Loaded query={query} skeleton={<Skeleton className="h-40 w-full" />}>
        {(list) => (platform ? <ConnectForm key={platform.id} platform={platform} brandIds={brand ? [brand.id] : undefined} onBack={() => onStep("new")} onDone={() => onStep(undefined)} /> : <PlatformChoice list={list} onPick={onStep} />)}
      </Loaded>
    </Dialog>
  );
}
