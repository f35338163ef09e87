import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Palette, Plus } from "lucide-react";
import { useState } from "react";
import { brands } from "@/api/brands";
import { channels, servesBrand } from "@/api/channels";
import { Button } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { Empty } from "@/design/patterns/states";
import { BrandCard } from "@/features/brands/brand-card";
import { NewBrandDialog } from "@/features/brands/new-brand-dialog";
import { brandWords } from "@/features/brands/words";
import { useWords } from "@/lib/language";

const grid = "grid gap-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4";

export default function BrandsPage() {
  const t = useWords(brandWords);
  const navigate = useNavigate();
  const [isMaking, setMaking] = useState(false);
  const query = useQuery(brands());
  const { data: allChannels = [] } = useQuery(channels());
  const button = <Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>{t("make")}</Button>;
  return (
    <Page title={t("title")} action={button}>
      <Loaded query={query} skeleton={<div className={grid}>{Array.from({ length: 8 }, (_, index) => <Skeleton key={index} className="h-40 w-full" />)}</div>}>
        {(list) =>
          list.length ? <div className={grid}>{list.map((brand) => <BrandCard key={brand.id} brand={brand} channels={allChannels.filter((one) => servesBrand(one, brand.id)).length} />)}</div> : <Empty icon={Palette} title={t("empty")} action={button}>{t("emptyText")}</Empty>
        }
      </Loaded>
      <NewBrandDialog isOpen={isMaking} onClose={() => setMaking(false)} onMade={(brand) => void navigate({ to: "/brands/$brandId", params: { brandId: brand.id } })} />
    </Page>
  );
}
