import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Layers, Palette } from "lucide-react";
import { useState } from "react";
import { batches, useOrderBatch } from "@/api/batches";
import { brands, packs } from "@/api/brands";
import type { Brand, Pack } from "@/api/types";
import { buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { sayError } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { Page, SectionTitle } from "@/design/patterns/page";
import { Empty } from "@/design/patterns/states";
import { WayTabs } from "@/design/patterns/way-tabs";
import { BatchCard } from "@/features/content/batch-card";
import type { MonthPlan } from "@/features/content/month";
import { MonthForm } from "@/features/content/month-form";
import { MonthPreview } from "@/features/content/month-preview";
import { monthWords } from "@/features/content/month-words";
import { studioWords } from "@/features/content/words";
import { useWords } from "@/lib/language";
import { addDays, readerZone, toWall } from "@/lib/zones";

const route = getRouteApi("/shell/create/month");

function Planner({ allBrands, allPacks }: { allBrands: readonly Brand[]; allPacks: readonly Pack[] }) {
  const t = useWords(monthWords);
  const { brand, batch } = route.useSearch();
  const navigate = route.useNavigate();
  const order = useOrderBatch();
  const orders = useQuery(batches());
  const [plan, setPlan] = useState<MonthPlan>(() => ({
    brands: allBrands.filter((one) => !brand || one.id === brand).map((one) => one.id),
    first: addDays(toWall(new Date(), allBrands[0]?.time_zone ?? readerZone()).slice(0, 10), 1),
    days: 7,
    rhythms: [],
    length: "medium",
    isScheduled: true,
  }));
  const names = new Map(allPacks.flatMap((pack) => pack.types.map((one) => [one.id, one.name])));
  const nameOf = (type: string) => names.get(type) ?? type;
  return (
    <>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <MonthForm plan={plan} brands={allBrands} packs={allPacks} onChange={(part) => setPlan((old) => ({ ...old, ...part }))} />
        <MonthPreview
          plan={plan}
          nameOf={nameOf}
          brands={allBrands}
          onKeep={() => setPlan((old) => ({ ...old, isScheduled: false }))}
          isBusy={order.isPending}
          onOrder={(wanted) => order.mutate(wanted, { onSuccess: (made) => {
            void navigate({ search: (old) => ({ ...old, batch: made.id }), replace: true, resetScroll: false });
            document.getElementById("orders")?.scrollIntoView({ behavior: "smooth" });
          }, onError: sayError })}
        />
      </div>
      <section id="orders" className="mt-8 scroll-mt-16">
        <SectionTitle count={orders.data?.length || undefined}>{t("orders")}</SectionTitle>
        <Loaded query={orders} skeleton={<Skeleton className="h-24 w-full" />}>
          {(list) =>
            list.length > 0 ? (
              <div className="flex flex-col gap-3">{list.map((one, index) => <BatchCard key={one.id} batch={one} nameOf={nameOf} isOpen={one.id === batch || (!batch && index === 0)} />)}</div>
            ) : (
              <Empty compact icon={Layers} title={t("noOrders")}>{t("noOrdersText")}</Empty>
            )
          }
        </Loaded>
      </section>
    </>
  );
}

export default function CreateMonthPage() {
  const t = useWords(monthWords);
  const s = useWords(studioWords);
  const allBrands = useQuery(brands());
  const { data: allPacks = [] } = useQuery(packs());
  return (
    <Page title={t("title")} lead={t("lead")} action={<WayTabs current="month" />}>
      <Loaded query={allBrands} skeleton={<div className="grid gap-6 lg:grid-cols-[1fr_22rem]"><Skeleton className="h-128 w-full" /><Skeleton className="h-96 w-full" /></div>}>
        {(list) =>
          list.length > 0 ? (
            <Planner allBrands={list} allPacks={allPacks} />
          ) : (
            <Empty icon={Palette} title={s("noBrands")} action={<Link to="/brands" className={buttonLook("primary")}>{s("toBrands")}</Link>}>{s("noBrandsText")}</Empty>
          )
        }
      </Loaded>
    </Page>
  );
}
