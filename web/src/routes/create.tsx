import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Clapperboard, Palette } from "lucide-react";
import { useRef } from "react";
import { brands, packs } from "@/api/brands";
import { useEditContent, useGenerate } from "@/api/content";
import type { Channel, Content, Platform } from "@/api/types";
import type { CreateSearch } from "@/app/search";
import { buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { FactList } from "@/design/patterns/fact-list";
import { Loaded } from "@/design/patterns/loaded";
import { Page, SectionTitle } from "@/design/patterns/page";
import { Empty, Failure } from "@/design/patterns/states";
import { WayTabs } from "@/design/patterns/way-tabs";
import { fitOn, isReady, refusalFor, requestOf, textFor, type Brief, type Manner } from "@/features/content/brief";
import { BriefForm } from "@/features/content/brief-form";
import { MakingPanel } from "@/features/content/making-panel";
import { Stage } from "@/features/content/stage";
import { useBrief, useDraft, useFitted, useRunAndPiece } from "@/features/content/use-studio";
import { Wordings } from "@/features/content/wordings";
import { studioWords } from "@/features/content/words";
import { tagsOf, WordsEditor, type Fit } from "@/features/content/words-editor";
import { scheduleWords } from "@/features/scheduling/schedule-words";
import { ContentSchedule } from "@/features/scheduling/content-schedule";
import { filmWords } from "@/features/videos/words";
import { useWords } from "@/lib/language";
import { readerZone } from "@/lib/zones";

const route = getRouteApi("/shell/create");
const card = "rounded-card border border-subtle bg-surface-raised p-4";

function Facts({ piece }: { piece: Content | undefined }) {
  const t = useWords(studioWords);
  const facts = piece?.facts ?? [];
  return (
    <section className="order-4 md:col-span-2">
      <SectionTitle count={piece?.facts.length}>{t("facts")}</SectionTitle>
      {facts.length > 0 ? <FactList facts={facts} /> : <p className="text-sm text-muted">{t("factsComing")}</p>}
    </section>
  );
}

interface SendingProps {
  piece: Content;
  channels: readonly Channel[];
  zone: string;
  isDirty: boolean;
  isMade: boolean;
  refusal: (channel: Channel) => string | null;
}

function Sending({ piece, channels, zone, isDirty, isMade, refusal }: SendingProps) {
  const t = useWords(scheduleWords);
  const held = isDirty ? "unsaved" : isMade ? null : "notReady";
  return (
    <section className={card}>
      <SectionTitle>{t("title")}</SectionTitle>
      <ContentSchedule key={piece.id} contentId={piece.id} channels={channels} zone={zone} targetDate={piece.target_date} held={held} refusal={refusal} />
    </section>
  );
}

interface WordsProps {
  piece: Content;
  writing: ReturnType<typeof useDraft>;
  networks: readonly Platform[];
  fitOf: (platform: string) => Fit | undefined;
}

function Words({ piece, writing, networks, fitOf }: WordsProps) {
  const t = useWords(studioWords);
  const edit = useEditContent(piece.id);
  const { draft, isDirty, change, discard } = writing;
  const save = () =>
    edit.mutate(
      { version: piece.version, text: draft.text, hashtags: tagsOf(draft.hashtags).map((tag) => `#${tag}`) },
      { onSuccess: (saved) => say(t("saved", { version: saved.version })), onError: sayError },
    );
  return (
    <section className={card}>
      <SectionTitle>{t("words")}</SectionTitle>
      <WordsEditor draft={draft} isDirty={isDirty} isSaving={edit.isPending} platforms={networks} fitOf={fitOf} onChange={change} onSave={save} onDiscard={discard} />
    </section>
  );
}

/** Brand, type and day stand in the address; how the piece is said does not. */
function parted({ brand, type, date, ...manner }: Partial<Brief>): { manner: Partial<Manner>; address: CreateSearch } {
  const address = Object.fromEntries(Object.entries({ brand, type, date }).filter(([, value]) => value !== undefined));
  return { manner, address };
}

/** A video of the piece, where its kind has videos. */
function Film({ piece, isMoving }: { piece: Content | undefined; isMoving: boolean }) {
  const t = useWords(filmWords);
  const { data: allPacks = [] } = useQuery(packs());
  const hasVideos = allPacks.some((pack) => pack.types.some((one) => one.id === piece?.type && one.video));
  if (isMoving || piece?.status !== "ready" || !hasVideos) return null;
  return (
    <section className={`${card} flex flex-col items-start gap-2`}>
      <p className="text-sm text-body">{t("text")}</p>
      <Link to="/videos" search={{ make: true, piece: piece.id }} className={buttonLook()}><Clapperboard aria-hidden className="size-4" />{t("make")}</Link>
    </section>
  );
}

/** What lies below the piece, once there are words to say differently. */
function Below({ piece, isMoving, mine, isDirty }: { piece: Content | undefined; isMoving: boolean; mine: readonly Channel[]; isDirty: boolean }) {
  if (!piece?.text || isMoving) return null;
  return <Wordings key={piece.id} piece={piece} networks={[...new Set(mine.map((one) => one.platform))]} isDirty={isDirty} />;
}

function Studio() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { brief, changeManner, brand, pack, kind, allBrands, mine, networks, platform } = useBrief(search);
  const { runQuery, run, piece, isMoving } = useRunAndPiece(search.run, search.piece);
  const generate = useGenerate();
  const writing = useDraft(piece);
  const { isDirty, text } = writing;
  const fitting = { text, isDirty, fitted: useFitted(piece, mine.map((one) => one.id)) };
  const stage = useRef<HTMLDivElement>(null);
  const channel = mine.find((one) => one.platform === platform);
  const isMade = isReady(piece, run?.status);

  const go = (part: CreateSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const change = (part: Partial<Brief>) => {
    const { manner, address } = parted(part);
    changeManner(manner);
    if (Object.keys(address).length > 0) go(address);
  };
  const make = () =>
    generate.mutate(requestOf(brief, kind?.asks), {
      onSuccess: (made) => {
        go({ brand: brief.brand, type: brief.type, date: brief.date, run: made.id, piece: undefined });
        // On a narrow window the piece is made below the brief: go and watch it.
        if (!window.matchMedia("(min-width: 80rem)").matches) stage.current?.scrollIntoView({ behavior: "smooth" });
      },
    });
  return (
    <>
    <div className="grid grid-cols-1 items-start gap-6 md:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[17.5rem_minmax(0,1fr)_20rem]">
      <div className="contents xl:flex xl:flex-col xl:gap-6">
        <div className="order-1 flex flex-col gap-4 md:col-span-2">
          <BriefForm brief={brief} brands={allBrands} pack={pack} isMaking={generate.isPending || isMoving} isMade={isMade} onChange={change} onMake={make} />
          {generate.isError && <Failure error={generate.error} />}
        </div>
        <Facts piece={piece} />
      </div>
      <div ref={stage} className="order-2 flex min-w-0 scroll-mt-16 flex-col gap-6 rounded-card bg-surface-sunken p-4 sm:p-6">
        <Stage brand={brand} channel={channel} content={piece} run={run} text={textFor(channel, fitting)} platform={platform} platforms={networks} onPlatform={(next) => go({ platform: next })} />
        {piece?.text && !isMoving && <Words piece={piece} writing={writing} networks={networks} fitOf={(network) => fitOn(network, mine, fitting)} />}
      </div>
      <div className="order-3 flex flex-col gap-4 md:sticky md:top-19">
        <MakingPanel query={runQuery} runId={search.run} piece={piece} isMoving={isMoving} />
        {piece && !isMoving && <Sending piece={piece} channels={mine} zone={brand?.time_zone ?? readerZone()} isDirty={isDirty} isMade={isMade} refusal={(one) => refusalFor(one, fitting)} />}
        <Film piece={piece} isMoving={isMoving} />
      </div>
    </div>
    <Below piece={piece} isMoving={isMoving} mine={mine} isDirty={isDirty} />
    </>
  );
}

export default function CreatePage() {
  const t = useWords(studioWords);
  const query = useQuery(brands());
  return (
    <Page title={t("title")} action={<WayTabs current="facts" />}>
      <Loaded query={query} skeleton={<div className="grid gap-6 xl:grid-cols-[17.5rem_1fr_20rem]"><Skeleton className="h-96 w-full" /><Skeleton className="h-128 w-full" /><Skeleton className="h-64 w-full" /></div>}>
        {(list) =>
          list.length > 0 ? (
            <Studio />
          ) : (
            <Empty icon={Palette} title={t("noBrands")} action={<Link to="/brands" className={buttonLook("primary")}>{t("toBrands")}</Link>}>
              {t("noBrandsText")}
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}
