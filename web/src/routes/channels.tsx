import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { PlugZap, RadioTower } from "lucide-react";
import { useBrandById } from "@/api/brands";
import { channels, platforms } from "@/api/channels";
import { posts } from "@/api/posts";
import { Button } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Page, SectionTitle } from "@/design/patterns/page";
import { Empty } from "@/design/patterns/states";
import { ChannelGallery } from "@/features/channels/channel-gallery";
import { ConsentDialog } from "@/features/channels/consent-dialog";
import { ConnectDialog } from "@/features/channels/connect-dialog";
import { FreezeSwitch } from "@/features/channels/freeze-switch";
import { NetworkList } from "@/features/channels/network-list";
import { channelWords } from "@/features/channels/words";
import { useNow } from "@/lib/hooks";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/channels");

/** The end of the running ten minutes, so that the same question is asked for a while. */
function lately(now: Date): string {
  return new Date(Math.ceil(now.getTime() / 600_000) * 600_000).toISOString();
}

export default function ChannelsPage() {
  const t = useWords(channelWords);
  const now = useNow();
  const { connect, open, consent, brand } = route.useSearch();
  const brandOf = useBrandById();
  const navigate = route.useNavigate();
  const query = useQuery(channels());
  const networks = useQuery(platforms());
  const { data: latest } = useQuery(posts({ per_page: 60, sort: "-due_at", to: lately(now) }));
  const step = (next: string | undefined) => void navigate({ search: { connect: next, ...(next && { brand }) }, replace: true });
  const button = <Button variant="primary" icon={PlugZap} onClick={() => step("new")}>{t("connect")}</Button>;
  return (
    <Page title={t("title")} action={<><FreezeSwitch /><span aria-hidden className="mx-2 hidden h-5 w-px bg-line-subtle sm:block" />{button}</>}>
      <Loaded query={query} skeleton={<div className="grid gap-4 md:grid-cols-2">{[0, 1, 2, 3].map((index) => <Skeleton key={index} className="h-52 w-full" />)}</div>}>
        {(list) => (list.length ? <ChannelGallery channels={list} posts={latest?.data ?? []} now={now} open={open} /> : <Empty icon={RadioTower} title={t("empty")} action={button}>{t("emptyText")}</Empty>)}
      </Loaded>
      <section className="mt-10">
        <SectionTitle count={networks.data?.length}>{t("networks")}</SectionTitle>
        <Loaded query={networks} skeleton={<Skeleton className="h-96 w-full" />}>{(list) => <NetworkList platforms={list} channels={query.data ?? []} onConnect={step} />}</Loaded>
      </section>
      <ConnectDialog step={connect} brand={brandOf(brand)} onStep={step} />
      <ConsentDialog id={consent} onClose={() => step(undefined)} onAgain={step} />
    </Page>
  );
}
