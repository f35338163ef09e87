import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Clapperboard, GraduationCap, Palette } from "lucide-react";
import { isReadyStyle, styles, useMakeStyle } from "@/api/styles";
import type { VideoStyle } from "@/api/style-types";
import type { StylesSearch } from "@/app/search";
import { Button, buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { Inspector } from "@/design/patterns/inspector";
import { Loaded } from "@/design/patterns/loaded";
import { Page, SectionTitle } from "@/design/patterns/page";
import { Empty } from "@/design/patterns/states";
import { LearnDialog } from "@/features/videos/learn-dialog";
import { StyleInspector } from "@/features/videos/style-inspector";
import { StyleTile } from "@/features/videos/style-tile";
import { styleWords } from "@/features/videos/style-words";
import { OwnStyle } from "@/features/videos/own-style";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/videos/styles");
const grid = "grid grid-cols-1 gap-3 sm:grid-cols-2 2xl:grid-cols-3";

interface ListProps {
  list: readonly VideoStyle[];
  chosen: string | undefined;
  learnButton: React.ReactNode;
  onChoose: (id: string) => void;
}

function Shelves({ list, chosen, learnButton, onChoose }: ListProps) {
  const t = useWords(styleWords);
  const own = list.filter((one) => !one.is_shipped);
  const shipped = list.filter((one) => one.is_shipped);
  const tiles = (some: readonly VideoStyle[]) => <ul className={grid}>{some.map((one) => <StyleTile key={one.id} style={one} isChosen={one.id === chosen} onChoose={() => onChoose(one.id)} />)}</ul>;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-8">
      <section>
        <SectionTitle count={own.length || undefined}>{t("own")}</SectionTitle>
        {own.length > 0 ? tiles(own) : <Empty compact icon={Palette} title={t("noOwn")} action={learnButton}>{t("noOwnText")}</Empty>}
      </section>
      <section>
        <SectionTitle count={shipped.length}>{t("shipped")}</SectionTitle>
        {tiles(shipped)}
      </section>
    </div>
  );
}

export default function StylesPage() {
  const t = useWords(styleWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(styles());
  const make = useMakeStyle();
  const go = (part: StylesSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const chosen = query.data?.find((one) => one.id === search.style);
  const copy = (style: VideoStyle) =>
    make.mutate({ name: t("copyName", { name: style.name }), base: style.id }, { onSuccess: (made) => { say(t("copied")); go({ style: made.id }); }, onError: sayError });
  const learnButton = <Button variant="primary" icon={GraduationCap} onClick={() => go({ learn: true })}>{t("learn")}</Button>;
  if (chosen && !chosen.is_shipped) return <OwnStyle key={chosen.id} style={chosen} onClose={() => go({ style: undefined })} onCopy={isReadyStyle(chosen) ? () => copy(chosen) : undefined} />;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      action={<><Link to="/videos" className={buttonLook()}><Clapperboard aria-hidden className="size-4" />{t("videos")}</Link>{learnButton}</>}
    >
      <Loaded query={query} skeleton={<div className={grid}>{Array.from({ length: 6 }, (_, index) => <Skeleton key={index} className="h-28 w-full" />)}</div>}>
        {(list) => (
          <div className="flex items-start gap-6">
            <Shelves list={list} chosen={search.style} learnButton={learnButton} onChoose={(style) => go({ style: style === search.style ? undefined : style })} />
            <Inspector isOpen={Boolean(chosen)} onClose={() => go({ style: undefined })} title={chosen?.name ?? ""} closeLabel={t("close")}>
              {chosen && isReadyStyle(chosen) && <StyleInspector style={chosen} isBusy={make.isPending} onCopy={() => copy(chosen)} />}
            </Inspector>
          </div>
        )}
      </Loaded>
      <LearnDialog isOpen={Boolean(search.learn)} onClose={() => go({ learn: undefined })} onBegun={(made) => { say(t("begun")); go({ learn: undefined, style: made.id }); }} />
    </Page>
  );
}
