import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { brands, packs } from "@/api/brands";
import { buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { PackCard } from "@/features/packs/pack-card";
import { packWords } from "@/features/packs/words";
import { useWords } from "@/lib/language";

export default function PacksPage() {
  const t = useWords(packWords);
  const query = useQuery(packs());
  const { data: allBrands = [] } = useQuery(brands());
  const order = (id: string) => allBrands.filter((one) => one.pack === id).length;
  return (
    <Page title={t("title")} lead={t("lead")} action={<Link to="/brands" className={buttonLook("primary")}><Plus aria-hidden className="size-4" />{t("makeBrand")}</Link>}>
      <Loaded query={query} skeleton={<div className="flex flex-col gap-6"><Skeleton className="h-96 w-full" /><Skeleton className="h-96 w-full" /></div>}>
        {(list) => (
          <div className="flex flex-col gap-6">
            {[...list].sort((a, b) => order(b.id) - order(a.id)).map((pack) => <PackCard key={pack.id} pack={pack} brands={allBrands.filter((one) => one.pack === pack.id)} />)}
            <p className="text-sm text-muted">{t("own")}</p>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
