import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { RadioTower } from "lucide-react";
import { brands } from "@/api/brands";
import { channels, platforms } from "@/api/channels";
import { buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { Empty } from "@/design/patterns/states";
import { WayTabs } from "@/design/patterns/way-tabs";
import { Composer } from "@/features/scheduling/compose/composer";
import { composeWords } from "@/features/scheduling/compose/words";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/create/post");

export default function CreatePostPage() {
  const t = useWords(composeWords);
  const { channel, brand } = route.useSearch();
  const navigate = route.useNavigate();
  const mine = useQuery(channels());
  const { data: allBrands = [] } = useQuery(brands());
  const networks = useQuery(platforms());
  return (
    <Page title={t("title")} action={<WayTabs current="post" />}>
      <Loaded query={mine} skeleton={<div className="grid gap-6 xl:grid-cols-[1fr_1fr_20rem]"><Skeleton className="h-128 w-full" /><Skeleton className="h-128 w-full" /><Skeleton className="h-64 w-full" /></div>}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon={RadioTower} title={t("noChannels")} action={<Link to="/channels" search={{ connect: "new" }} className={buttonLook("primary")}>{t("connect")}</Link>}>{t("noChannelsText")}</Empty>
          ) : (
            <Loaded query={networks} skeleton={<Skeleton className="h-128 w-full" />}>
              {(all) => <Composer channels={list} platforms={all} brands={allBrands} brandId={brand} start={channel ? [channel] : []} onBrand={(next) => void navigate({ search: (old) => ({ ...old, brand: next }), replace: true, resetScroll: false })} />}
            </Loaded>
          )
        }
      </Loaded>
    </Page>
  );
}
