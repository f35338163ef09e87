import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, CircleCheck, CircleX, PenLine } from "lucide-react";
import { channels, consent, useChooseAccount } from "@/api/channels";
import type { Consent } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { channelWords } from "./words";

const kindWords = { page: "pickPage", board: "pickBoard", organisation: "pickOrganisation", organization: "pickOrganisation", member: "pickMember" } as const;

function Choices({ found }: { found: Consent }) {
  const t = useWords(channelWords);
  const choose = useChooseAccount(found.id);
  const kindOf = (kind: string) => (kind in kindWords ? t(kindWords[kind as keyof typeof kindWords]) : kind);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-body">{t("chooseAccount")}</p>
      {choose.error !== null && <Failure error={choose.error} />}
      <ul className="flex flex-col gap-2">
        {found.choices.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              disabled={choose.isPending}
              onClick={() => choose.mutate(one.id)}
              className="group flex min-h-14 w-full items-center gap-3 rounded-card border border-subtle px-4 text-start transition-colors hover:bg-surface-hover disabled:opacity-50"
            >
              <PlatformMark platform={found.platform} className="size-5 text-body" />
              <span className="min-w-0 flex-1">
                <bdi className="block truncate font-medium text-strong">{one.name}</bdi>
                <span className="block truncate text-xs text-muted">{kindOf(one.kind)}{one.handle && <> · <bdi dir="ltr">{one.handle}</bdi></>}</span>
              </span>
              <ChevronRight aria-hidden className="size-4 text-muted group-hover:text-strong rtl:-scale-x-100" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Connected({ found, onClose }: { found: Consent; onClose: () => void }) {
  const t = useWords(channelWords);
  const { data = [] } = useQuery(channels());
  const made = data.find((one) => one.id === found.channel_id);
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="flex items-start gap-3 text-sm text-body">
        <CircleCheck aria-hidden className="size-5 shrink-0 text-live" />
        <span>{t("consentDone", { network: platformName(found.platform) })} {made && <bdi dir="ltr" className="font-medium text-strong">{made.handle}</bdi>}</span>
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("close")}</Button>
        {found.channel_id && (
          <Link to="/create/post" search={{ channel: found.channel_id }} className={buttonLook("primary")}>
            <PenLine aria-hidden className="size-4" />{t("writeFirst")}
          </Link>
        )}
      </div>
    </div>
  );
}

function Standing({ found, onClose, onAgain }: { found: Consent; onClose: () => void; onAgain: (platform: string) => void }) {
  const t = useWords(channelWords);
  if (found.status === "choose") return <Choices found={found} />;
  if (found.status === "connected") return <Connected found={found} onClose={onClose} />;
  const isRefused = found.status === "refused";
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="flex items-start gap-3 text-sm text-body">
        {isRefused && <CircleX aria-hidden className="size-5 shrink-0 text-failed" />}
        <span dir="auto">{isRefused ? [found.detail, found.remedy].filter(Boolean).join(" ") : t("consentWaits")}</span>
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("close")}</Button>
        <Button variant="primary" onClick={() => onAgain(found.platform)}>{t("consentAgain")}</Button>
      </div>
    </div>
  );
}

interface ConsentDialogProps {
  id: string | undefined;
  onClose: () => void;
  onAgain: (platform: string) => void;
}

/** What became of a connection that was begun in the browser, once the network sent the person back. */
export function ConsentDialog({ id, onClose, onAgain }: ConsentDialogProps) {
  const t = useWords(channelWords);
  const query = useQuery({ ...consent(id ?? ""), enabled: id !== undefined });
  const title = query.data ? t("connectTo", { network: platformName(query.data.platform) }) : t("connect");
  return (
    <Dialog isOpen={id !== undefined} onClose={onClose} title={title} closeLabel={t("close")}>
      <Loaded query={query} skeleton={<Skeleton className="h-24 w-full" />}>{(found) => <Standing found={found} onClose={onClose} onAgain={onAgain} />}</Loaded>
    </Dialog>
  );
}
