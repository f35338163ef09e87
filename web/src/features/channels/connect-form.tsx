import { Link } from "@tanstack/react-router";
import { BookOpen } from "lucide-react";
import { useState } from "react";
import { useConnectChannel } from "@/api/channels";
import type { Platform, WireChannel } from "@/api/types";
import { Segmented } from "@/design/primitives/segmented";
import { say } from "@/design/primitives/toast";
import { useWords } from "@/lib/language";
import type { Place } from "./connect-place";
import { ConsentForm } from "./consent-form";
import { SecretFields } from "./secret-fields";
import { channelWords } from "./words";

interface ConnectFormProps {
  platform: Platform;
  /** The brands that the account is for; all where none is named. */
  brandIds?: string[] | undefined;
  onBack?: () => void;
  onDone: (made: WireChannel) => void;
}

function KeysForm({ platform, place, brandIds = [], onBack, onDone }: ConnectFormProps & { place: Place }) {
  const t = useWords(channelWords);
  const connect = useConnectChannel();
  return (
    <SecretFields
      platform={platform}
      place={place}
      onBack={onBack}
      withAddress
      submitLabel={t("connectNow")}
      error={connect.error}
      isBusy={connect.isPending}
      onSubmit={(secrets, base_url) =>
        connect.mutate(
          { platform: platform.id, secrets, brand_ids: brandIds, ...(base_url && { base_url }) },
          {
            onSuccess: (made) => {
              say(t("connected", { handle: made.handle }));
              onDone(made);
            },
          },
        )
      }
    />
  );
}

/** The network itself or the sandbox; its own page in the browser, or keys by hand. */
export function ConnectForm({ platform, brandIds, onBack, onDone }: ConnectFormProps) {
  const t = useWords(channelWords);
  const [place, setPlace] = useState<Place>("network");
  const [way, setWay] = useState<"consent" | "keys">(platform.sign_in.oauth ? "consent" : "keys");
  const ways = [{ value: "consent" as const, label: t("byConsent") }, { value: "keys" as const, label: t("byHand") }];
  const places = [{ value: "network" as const, label: platform.name }, { value: "sandbox" as const, label: t("sandboxPlace") }];
  const key = `${place}-${way}`;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-3">
        {platform.sandbox_url !== null && <Segmented label={t("place")} value={place} segments={places} onChange={setPlace} />}
        {platform.sign_in.oauth && <Segmented label={t("way")} value={way} segments={ways} onChange={setWay} />}
        {platform.sign_in.guide.length > 0 && (
          <Link to="/channels/guide/$platform" params={{ platform: platform.id }} className="ms-auto inline-flex items-center gap-1 text-sm text-action hover:underline">
            <BookOpen aria-hidden className="size-4" />{t("guideShort")}
          </Link>
        )}
      </div>
      {way === "consent" ? (
        <ConsentForm key={key} platform={platform} place={place} brandIds={brandIds} onBack={onBack} />
      ) : (
        <KeysForm key={key} platform={platform} place={place} brandIds={brandIds} onDone={onDone} {...(onBack && { onBack })} />
      )}
    </div>
  );
}
