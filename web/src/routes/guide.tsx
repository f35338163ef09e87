import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft, Compass } from "lucide-react";
import { apps, platforms } from "@/api/channels";
import { buttonLook } from "@/design/primitives/button";
import { Chip } from "@/design/primitives/chip";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { PlatformMark, platformName } from "@/design/patterns/platform-mark";
import { Empty } from "@/design/patterns/states";
import { Guide } from "@/features/channels/guide";
import { guideWords } from "@/features/channels/guide-words";
import { channelWords } from "@/features/channels/words";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/channels/guide/$platform");

export default function GuidePage() {
  const t = useWords(guideWords);
  const c = useWords(channelWords);
  const { platform: id } = route.useParams();
  const query = useQuery(platforms());
  const { data: kept = [], isPending } = useQuery(apps());
  const network = platformName(id);
  const found = query.data?.find((one) => one.id === id);
  return (
    <Page
      title={t("title", { network })}
      lead={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <Link to="/channels" className="inline-flex items-center gap-1 text-action hover:underline"><ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />{t("back")}</Link>
          <PlatformMark platform={id} className="size-5 text-body" />
          {found && <Chip tone={found.maturity === "proven" ? "live" : "plain"}>{c(found.maturity)}</Chip>}
          <span>{t("lead", { network })}</span>
        </span>
      }
    >
      <Loaded query={query} skeleton={<Skeleton className="h-96 w-full max-w-3xl" />}>
        {() =>
          !found ? (
            <Empty icon={Compass} title={t("none")} action={<Link to="/channels" className={buttonLook("primary")}>{t("back")}</Link>}>{t("noneText")}</Empty>
          ) : isPending ? (
            <Skeleton className="h-96 w-full max-w-3xl" />
          ) : (
            <Guide platform={found} kept={kept.find((one) => one.platform === id && one.base_url === found.default_base_url.replace(/\/$/, ""))} />
          )
        }
      </Loaded>
    </Page>
  );
}
