import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { platforms, useReconnectChannel } from "@/api/channels";
import type { Channel, Platform } from "@/api/types";
import { Dialog } from "@/design/primitives/dialog";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { say } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { useWords } from "@/lib/language";
import { ConsentForm } from "./consent-form";
import { SecretFields } from "./secret-fields";
import { channelWords } from "./words";

function KeysAgain({ channel, platform, onClose }: { channel: Channel; platform: Platform; onClose: () => void }) {
  const t = useWords(channelWords);
  const reconnect = useReconnectChannel(channel.id);
  return (
    <SecretFields
      platform={platform}
      place={channel.is_sandbox ? "sandbox" : "network"}
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
  );
}

function Again({ channel, platform, onClose }: { channel: Channel; platform: Platform; onClose: () => void }) {
  const t = useWords(channelWords);
  const [way, setWay] = useState<"consent" | "keys">(platform.sign_in.oauth ? "consent" : "keys");
  return (
    <div className="flex flex-col gap-5">
      {platform.sign_in.oauth && (
        <Segmented label={t("way")} value={way} onChange={setWay} segments={[{ value: "consent", label: t("byConsent") }, { value: "keys", label: t("byHand") }]} className="self-start" />
      )}
      {way === "consent" ? (
        <ConsentForm platform={platform} place={channel.is_sandbox ? "sandbox" : "network"} fixedAddress={channel.base_url} />
      ) : (
        <KeysAgain channel={channel} platform={platform} onClose={onClose} />
      )}
    </div>
  );
}

/** A channel whose permission ended gets it anew; its history, slots and posts stay. */
export function ReconnectDialog({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const t = useWords(channelWords);
  const query = useQuery({ ...platforms(), enabled: channel !== null });
  return (
    <Dialog isOpen={channel !== null} onClose={onClose} title={t("reconnectTo", { handle: channel?.handle ?? "" })} description={t("reconnectText")} closeLabel={t("close")}>
      <Loaded query={query} skeleton={<Skeleton className="h-32 w-full" />}>
        {(list) => {
          const platform = list.find((one) => one.id === channel?.platform);
          return channel && platform ? <Again key={channel.id} channel={channel} platform={platform} onClose={onClose} /> : null;
        }}
      </Loaded>
    </Dialog>
  );
}
