import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, PenLine } from "lucide-react";
import type { ReactNode } from "react";
import { home } from "@/api/home";
import { me } from "@/api/session";
import type { Home } from "@/api/types";
import { buttonLook } from "@/design/primitives/button";
import { Loading, Skeleton } from "@/design/primitives/skeleton";
import { CoachMark } from "@/design/patterns/coach-mark";
import { NeedList } from "@/design/patterns/need-list";
import { Page, SectionTitle } from "@/design/patterns/page";
import { Empty, Failure } from "@/design/patterns/states";
import { ComingBack } from "@/features/analytics/coming-back";
import { LoopStrip } from "@/features/analytics/loop-strip";
import { DayRail } from "@/features/scheduling/day-rail";
import { GoingOut } from "@/features/scheduling/going-out";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { fullDay } from "@/lib/time";
import { readerZone, toWall } from "@/lib/zones";

const words = {
  title: ["Today", "اليوم"],
  create: ["Create", "إنشاء"],
  needsYou: ["Needs you", "ينتظرك"],
  goingOut: ["Going out", "في الطريق"],
  comingBack: ["Coming back", "العائد"],
  calm: ["Nothing waits for you", "لا شيء ينتظرك"],
  calmText: ["Failures, lost permissions and unknown outcomes appear here, each with what to do.", "تظهر هنا حالات الفشل والأذونات المفقودة والنتائج المجهولة، ومع كلٍّ ما يلزم فعله."],
  loading: ["Loading the day", "يُحمّل اليوم"],
  coachRail: ["This line is the day. Dots are posts: green went out, rings go out later.", "هذا الخط هو يومك. النقاط منشورات: الأخضر نُشر، والحلقات تُنشر لاحقًا."],
  coachOut: ["These leave by themselves at their time. Open one to see it as its network shows it.", "تُنشر هذه وحدها في وقتها. افتح أحدها لتراه كما تعرضه شبكته."],
  coachBack: ["Numbers arrive minutes after a post went out; grey is what to expect.", "تصل الأرقام بعد دقائق من النشر؛ والرمادي هو المتوقع."],
} as const;

function Columns({ children }: { children: ReactNode }) {
  return <div className="mt-8 grid grid-cols-1 items-start gap-x-6 gap-y-8 md:grid-cols-2 xl:grid-cols-[minmax(0,4fr)_minmax(0,5fr)_minmax(0,5fr)]">{children}</div>;
}

function DaySkeleton() {
  const t = useWords(words);
  return (
    <Loading label={t("loading")}>
      <Skeleton className="h-38 w-full" />
      <Columns>
        {[3, 4, 5].map((rows) => (
          <div key={rows} className="flex flex-col gap-3">
            {Array.from({ length: rows }, (_, index) => <Skeleton key={index} className="h-16 w-full" />)}
          </div>
        ))}
      </Columns>
    </Loading>
  );
}

function Day({ data, now, zone }: { data: Home; now: Date; zone: string }) {
  const t = useWords(words);
  return (
    <>
      <CoachMark id="rail" number={1}>{t("coachRail")}</CoachMark>
      <DayRail posts={data.today} zone={zone} now={now} />
      <Columns>
        <section className="md:col-span-2 xl:col-span-1">
          <SectionTitle count={data.needs_you.length}>{t("needsYou")}</SectionTitle>
          {data.needs_you.length ? (
            <div className="rounded-card border border-subtle bg-surface-raised p-1"><NeedList needs={data.needs_you} /></div>
          ) : (
            <Empty compact icon={CircleCheck} title={t("calm")}>{t("calmText")}</Empty>
          )}
        </section>
        <section>
          <SectionTitle>{t("goingOut")}</SectionTitle>
          <CoachMark id="out" number={2}>{t("coachOut")}</CoachMark>
          <GoingOut posts={data.going_out} now={now} />
        </section>
        <section>
          <SectionTitle>{t("comingBack")}</SectionTitle>
          <CoachMark id="back" number={3}>{t("coachBack")}</CoachMark>
          <ComingBack rows={data.coming_back} now={now} />
        </section>
      </Columns>
    </>
  );
}

export default function HomePage() {
  const t = useWords(words);
  const { language } = useLanguage();
  const now = useNow(20_000);
  const { data: person } = useQuery(me());
  const query = useQuery(home());
  const zone = person?.workspace.time_zone ?? readerZone();
  return (
    <Page
      title={t("title")}
      lead={fullDay(toWall(now, zone).slice(0, 10), language)}
      action={<Link to="/create" className={`${buttonLook("primary")} max-lg:hidden`}><PenLine aria-hidden className="size-4" />{t("create")}</Link>}
      filters={<LoopStrip loop={query.data?.loop} />}
    >
      {query.isError && <div className="mb-6"><Failure error={query.error} onRetry={() => void query.refetch()} /></div>}
      {query.data ? <Day data={query.data} now={now} zone={zone} /> : !query.isError && <DaySkeleton />}
    </Page>
  );
}
