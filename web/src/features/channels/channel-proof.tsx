import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Send } from "lucide-react";
import { accountNumbers, callsDoor, platforms, useTestPost } from "@/api/channels";
import type { Channel } from "@/api/types";
import { platformName } from "@/design/patterns/platform-mark";
import { Sparkline } from "@/design/patterns/sparkline";
import { Button } from "@/design/primitives/button";
import { CopyButton } from "@/design/primitives/copy-button";
import { say, sayError } from "@/design/primitives/toast";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";
import { channelWords } from "./words";

/** How many follow the account, over time. */
export function Followers({ channel }: { channel: Channel }) {
  const t = useWords(channelWords);
  const { language } = useLanguage();
  const { data } = useQuery(accountNumbers(channel.id));
  const counts = (data?.snapshots ?? []).flatMap((one) => one.metrics['followers'] ?? []);
  const latest = counts.at(-1);
  if (latest === undefined) return null;
  return (
    <section className="flex items-center justify-between gap-4 border-t border-subtle pt-4 text-sm">
      <span className="text-body">{t("followersOver")}</span>
      <span className="flex items-center gap-3">
        {counts.length > 1 && <Sparkline values={counts} label={t("followersOver")} />}
        <strong className="font-medium text-strong tabular-nums">{whole(latest, language)}</strong>
      </span>
    </section>
  );
}

/** A test post, for networks that take one without a file. */
export function TryOut({ channel }: { channel: Channel }) {
  const t = useWords(channelWords);
  const navigate = useNavigate();
  const known = useQuery(platforms());
  const { mutate, isPending } = useTestPost(channel.id);
  const takesText = known.data?.find((one) => one.id === channel.platform)?.kinds.includes("text");
  if (!takesText) return null;
  const network = platformName(channel.platform);
  const send = () =>
    mutate(undefined, {
      onSuccess: (post) =>
        say(t("tryOutSent"), { label: t("tryOutSee"), run: () => void navigate({ to: "/posts/$postId", params: { postId: post.id } }) }),
      onError: sayError,
    });
  return (
    <section className="flex flex-wrap items-center justify-between gap-3 border-t border-subtle pt-4">
      <p className="min-w-0 flex-1 basis-60 text-sm text-body">{t("tryOutHelp", { network })}</p>
      <Button icon={Send} isBusy={isPending} onClick={send}>{t("tryOut")}</Button>
    </section>
  );
}

function Entry({ label, value }: { label: string; value: string }) {
  const t = useWords(channelWords);
  return (
    <div className="flex items-center justify-between gap-3">
      <div className="min-w-0">
        <dt className="text-xs text-muted">{label}</dt>
        <dd dir="ltr" className="truncate text-start font-mono text-xs text-strong">{value}</dd>
      </div>
      <CopyButton size="sm" text={value} label={t("copy")} doneLabel={t("copied")} />
    </div>
  );
}

/** What is entered at the network so that it tells us of changes by itself. */
export function Calls({ channel }: { channel: Channel }) {
  const t = useWords(channelWords);
  const { data } = useQuery(callsDoor(channel.id));
  if (!data) return null;
  const network = platformName(channel.platform);
  return (
    <section className="flex flex-col gap-3 border-t border-subtle pt-4 text-sm">
      <h3 className="font-medium text-strong">{t("callsTitle", { network })}</h3>
      <p className="text-body">{t("callsHelp")}</p>
      {data.is_ready ? (
        <dl className="flex flex-col gap-3">
          <Entry label={t("callsAddress")} value={data.address} />
          {data.word && <Entry label={t("callsWord")} value={data.word} />}
        </dl>
      ) : (
        <p className="text-muted">{t("callsNot", { secret: data.secret })}</p>
      )}
    </section>
  );
}
