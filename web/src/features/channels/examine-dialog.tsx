import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import { useExamine } from "@/api/channels";
import type { Channel, Finding } from "@/api/types";
import { Dialog } from "@/design/primitives/dialog";
import { Skeleton } from "@/design/primitives/skeleton";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { Calls, Followers, TryOut } from "./channel-proof";
import { channelWords } from "./words";

const looks = { good: [CircleCheck, "text-live"], warning: [TriangleAlert, "text-waiting"], broken: [CircleAlert, "text-failed"] } as const;

function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {findings.map((one) => {
        const [Icon, colour] = looks[one.state];
        return (
          <li key={one.name + one.sentence} className="flex items-start gap-3 text-sm" dir="auto">
            <Icon aria-hidden className={`mt-px size-4 shrink-0 ${colour}`} />
            <span className="at-start min-w-0 text-body">
              {one.sentence}
              {one.remedy && <span className="mt-1 block font-medium text-strong">{one.remedy}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Examination({ channel }: { channel: Channel }) {
  const t = useWords(channelWords);
  const { mutate, data, error } = useExamine(channel.id);
  useEffect(() => mutate(), [mutate]);
  if (error) return <Failure error={error} onRetry={() => mutate()} />;
  if (!data) return <div role="status" aria-label={t("examining")} className="flex flex-col gap-3">{[0, 1, 2, 3].map((index) => <Skeleton key={index} className="h-5 w-full" />)}</div>;
  return data.length > 0 ? <Findings findings={data} /> : <p className="flex items-center gap-3 text-sm text-body"><CircleCheck aria-hidden className="size-4 text-live" />{t("allWell")}</p>;
}

/** The doctor's look at one channel: what is well, what is wrong, what mends it. */
export function ExamineDialog({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const t = useWords(channelWords);
  return (
    <Dialog isOpen={channel !== null} onClose={onClose} title={t("examineOf", { handle: channel?.handle ?? "" })} closeLabel={t("close")}>
      {channel && (
        <div key={channel.id} className="flex flex-col gap-5">
          <Examination channel={channel} />
          <Followers channel={channel} />
          <TryOut channel={channel} />
          <Calls channel={channel} />
        </div>
      )}
    </Dialog>
  );
}
