import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { useConnectChannel, useReconnectChannel, platforms } from "@/api/channels";
import type { Channel, Platform } from "@/api/types";
import { Chip } from "@/design/primitives/chip";
import { Dialog } from "@/design/primitives/dialog";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { say } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { useWords } from "@/lib/language";
import { ConsentForm } from "./consent-form";
import { SecretFields } from "./secret-fields";
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
            className="flex h-14 w-full items-center gap-3 rounded-card border border-subtle px-4 text-start font-medium text-strong transition-colors hover:bg-surface-hover disabled:opacity-50"
          >
            <PlatformMark platform={platform.id} className="size-5" />
            <span className="min-w-0 flex-1 truncate">{platform.name}</span>
            <Chip tone={platform.maturity === "proven" ? "live" : "plain"}>{t(platform.maturity)}</Chip>
          </button>
        </li>
      ))}
    </ul>
  );
}

function KeysForm({ platform, onBack, onDone }: { platform: Platform; onBack: () => void; onDone: () => void }) {
  const t = useWords(channelWords);
  const connect = useConnectChannel();
  return (
      <SecretFields
        platform={platform}
        onBack={onBack}
        withAddress
        submitLabel={t("connectNow")}
        error={connect.error}
        isBusy={connect.isPending}
        onSubmit={(secrets, base_url) =>
          connect.mutate(
            { platform: platform.id, secrets, ...(base_url && { base_url }) },
            {
              onSuccess: (made) => {
                say(t("connected", { handle: made.handle }));
                onDone();
              },
            },
          )
        }
      />
  );
}

/** Two ways in where the network offers both: its own page in the browser, or keys by hand. */
function ConnectForm({ platform, onBack, onDone }: { platform: Platform; onBack: () => void; onDone: () => void }) {
  const t = useWords(channelWords);
  const [way, setWay] = useState<"consent" | "keys">(platform.sign_in.oauth ? "consent" : "keys");
  const ways = [{ value: "consent" as const, label: t("byConsent") }, { value: "keys" as const, label: t("byHand") }];
  return (
    <div className="flex flex-col gap-5">
      {platform.sign_in.oauth && <Segmented label={t("connect")} value={way} segments={ways} onChange={setWay} />}
      {way === "consent" ? <ConsentForm platform={platform} onBack={onBack} /> : <KeysForm platform={platform} onBack={onBack} onDone={onDone} />}
    </div>
  );
}

interface ConnectDialogProps {
  /** "new" to choose, the id of a platform once chosen, undefined while closed. */
  step: string | undefined;
  onStep: (step: string | undefined) => void;
}

export function ConnectDialog({ step, onStep }: ConnectDialogProps) {
  const t = useWords(channelWords);
  const query = useQuery({ ...platforms(), enabled: step !== undefined });
  const platform = query.data?.find((one) => one.id === step);
  return (
    <Dialog isOpen={step !== undefined} onClose={() => onStep(undefined)} title={platform ? t("connectTo", { network: platform.name }) : t("connect")} description={platform ? t("secrets") : t("choose")} closeLabel={t("close")}>
      <Loaded query={query} skeleton={<Skeleton className="h-40 w-full" />}>
        {(list) => (platform ? <ConnectForm key={platform.id} platform={platform} onBack={() => onStep("new")} onDone={() => onStep(undefined)} /> : <PlatformChoice list={list} onPick={onStep} />)}
      </Loaded>
    </Dialog>
  );
}

export function ReconnectDialog({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const t = useWords(channelWords);
  const query = useQuery({ ...platforms(), enabled: channel !== null });
  const reconnect = useReconnectChannel(channel?.id ?? "");
  const platform = query.data?.find((one) => one.id === channel?.platform);
  return (
    <Dialog isOpen={channel !== null} onClose={onClose} title={t("reconnectTo", { handle: channel?.handle ?? "" })} closeLabel={t("close")}>
      {platform && (
        <SecretFields
          platform={platform}
          withAddress={false}
          submitLabel={t("reconnect")}
          error={reconnect.error}
          isBusy={reconnect.isPending}
          onSubmit={(secrets) =>
            reconnect.mutate(secrets, {
              onSuccess: (changed) => {
                say(t("connected", { handle: changed.handle }));
                onClose();
              },
            })
          }
        />
      )}
    </Dialog>
  );
}
