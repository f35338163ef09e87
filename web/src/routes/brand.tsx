import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, PenLine, Trash2 } from "lucide-react";
import { useState } from "react";
import { brand as oneBrand, useDeleteBrand } from "@/api/brands";
import { channels, servesBrand } from "@/api/channels";
import { Button, buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { BrandChannels } from "@/features/brands/brand-channels";
import { BrandForm } from "@/features/brands/brand-form";
import { brandWords } from "@/features/brands/words";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/brands/$brandId");

export default function BrandPage() {
  const t = useWords(brandWords);
  const { brandId } = route.useParams();
  const navigate = useNavigate();
  const query = useQuery(oneBrand(brandId));
  const { data: allChannels } = useQuery(channels());
  const remove = useDeleteBrand();
  const [isAsking, setAsking] = useState(false);
  const name = query.data?.name ?? "";
  return (
    <Page
      title={name || t("title")}
      lead={
        <span className="flex flex-wrap items-center gap-x-4">
          <Link to="/brands" className="inline-flex items-center gap-1 text-action hover:underline"><ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />{t("back")}</Link>
          <Link to="/posts" search={{ brand: brandId, view: "all" }} className="hover:text-strong hover:underline">{t("posts")}</Link>
          {allChannels && <span>{t("channels", { count: allChannels.filter((one) => servesBrand(one, brandId)).length })}</span>}
        </span>
      }
      action={
        <>
          <Button variant="danger" icon={Trash2} onClick={() => setAsking(true)}>{t("remove")}</Button>
          <Link to="/create" search={{ brand: brandId }} className={buttonLook("primary")}><PenLine aria-hidden className="size-4" />{t("create")}</Link>
        </>
      }
    >
      <Loaded query={query} skeleton={<div className="grid gap-6 lg:grid-cols-[1fr_20rem]"><Skeleton className="h-128 w-full" /><Skeleton className="h-96 w-full" /></div>}>
        {(brand) => (
          <div className="flex flex-col gap-6">
            <BrandChannels brand={brand} />
            <BrandForm key={brand.id} brand={brand} />
          </div>
        )}
      </Loaded>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("removeTitle", { name })}
        text={t("removeText")}
        confirmLabel={t("remove")}
        keepLabel={t("keep")}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(brandId, {
            onSuccess: () => {
              say(t("removed"));
              void navigate({ to: "/brands" });
            },
            onError: sayError,
            onSettled: () => setAsking(false),
          })
        }
      />
    </Page>
  );
}
