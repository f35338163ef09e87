import { useQuery } from "@tanstack/react-query";
import { consent, useChooseAccount } from "@/api/channels";
import type { Consent } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { platformName } from "@/design/patterns/platform-mark";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { channelWords } from "./words";

function Choices({ found }: { found: Consent }) {
  const t = useWords(channelWords);
  const choose = useChooseAccount(found.id);
  return (
    <div className="flex flex-col gap-3">
      <p>{t("chooseAccount")}</p>
      {choose.error !== null && <Failure error={choose.error} />}
      <ul className="flex flex-col gap-2">
        {found.choices.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              disabled={choose.isPending}
              onClick={() => choose.mutate(one.id)}
              className="flex min-h-14 w-full flex-col items-start justify-center rounded-card border border-subtle px-4 text-start transition-colors hover:bg-surface-hover disabled:opacity-50"
            >
              <bdi className="font-medium text-strong">{one.name}</bdi>
              <span className="text-sm text-muted"><bdi dir="ltr">{one.handle || one.kind}</bdi></span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Standing({ found, onClose }: { found: Consent; onClose: () => void }) {
  const t = useWords(channelWords);
  if (found.status === "choose") return <Choices found={found} />;
  const sentence = { connected: t("consentDone", { network: platformName(found.platform) }), refused: [found.detail, found.remedy].filter(Boolean).join(" "), waiting: t("consentWaits") }[found.status];
  return (
    <div className="flex flex-col gap-4">
      <p role="status">{sentence}</p>
      <div className="flex justify-end"><Button variant="primary" onClick={onClose}>{t("close")}</Button></div>
    </div>
  );
}

/** What became of a connection that was begun in the browser, once the network sent the person back. */
export function ConsentDialog({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useWords(channelWords);
  const query = useQuery({ ...consent(id ?? ""), enabled: id !== undefined });
  return (
    <Dialog isOpen={id !== undefined} onClose={onClose} title={t("connect")} closeLabel={t("close")}>
      <Loaded query={query} skeleton={<Skeleton className="h-24 w-full" />}>{(found) => <Standing found={found} onClose={onClose} />}</Loaded>
    </Dialog>
  );
}
