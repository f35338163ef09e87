import { Link } from "@tanstack/react-router";
import { BookOpen, Plug } from "lucide-react";
import type { Channel, Platform } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { Chip } from "@/design/primitives/chip";
import { PlatformMark } from "@/design/patterns/platform-mark";
import { useWords } from "@/lib/language";
import { kindWords } from "@/lib/kinds";
import { channelWords } from "./words";

interface NetworkListProps {
  platforms: readonly Platform[];
  channels: readonly Channel[];
  onConnect: (platform: string) => void;
}

function Kinds({ kinds }: { kinds: readonly string[] }) {
  const k = useWords(kindWords);
  return <>{kinds.filter((kind) => kind in kindWords).map((kind) => k(kind as keyof typeof kindWords)).join(" · ")}</>;
}

/** Every network Heliograph speaks: what can be posted there, how sure that is, and the way in. */
export function NetworkList({ platforms, channels, onConnect }: NetworkListProps) {
  const t = useWords(channelWords);
  return (
    <ul className="grid grid-cols-1 overflow-hidden rounded-card border border-subtle bg-surface-raised md:grid-cols-2 [&>li]:border-b [&>li]:border-subtle md:[&>li:nth-child(odd)]:border-e">
      {platforms.map((platform) => {
        const count = channels.filter((one) => one.platform === platform.id).length;
        const isOpen = platform.maturity !== "planned";
        return (
          <li key={platform.id} className="-mb-px flex items-center gap-3 px-4 py-3">
            <PlatformMark platform={platform.id} className="size-6 text-body" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 font-medium text-strong">
                {platform.name}
                <Chip tone={platform.maturity === "proven" ? "live" : "plain"}>
                  <span title={platform.maturity === "proven" ? t("maturity", { date: platform.checked_on }) : t(platform.maturity === "built" ? "builtText" : "plannedText")}>{t(platform.maturity)}</span>
                </Chip>
                {count > 0 && <span className="tabular text-xs font-normal text-muted">{t("connectedCount", { count })}</span>}
              </p>
              <p className="mt-1 truncate text-xs text-muted"><Kinds kinds={platform.kinds} /></p>
            </div>
            {platform.sign_in.guide.length > 0 && (
              <Link to="/channels/guide/$platform" params={{ platform: platform.id }} className={`${buttonLook("quiet", "sm")} max-sm:hidden`} aria-label={t("guideOf", { network: platform.name })}>
                <BookOpen aria-hidden className="size-4" />{t("guideShort")}
              </Link>
            )}
            <Button size="sm" icon={Plug} disabled={!isOpen} aria-label={t("connectTo", { network: platform.name })} onClick={() => onConnect(platform.id)}>{t("connectNow")}</Button>
          </li>
        );
      })}
    </ul>
  );
}
