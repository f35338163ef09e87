import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { brands, packs } from "@/api/brands";
import { channels, servesBrand, useServe } from "@/api/channels";
import type { Brand, Channel } from "@/api/types";
import { buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { SectionTitle } from "@/design/patterns/page";
import { platformName } from "@/design/patterns/platform-mark";
import { useWords } from "@/lib/language";
import { keepsApart, strangerOn } from "./apart";
import { ChannelTicks } from "./channel-ticks";
import { brandWords } from "./words";

/** Where a brand's pieces go: told first, as without an account nothing of it goes out. */
export function BrandChannels({ brand }: { brand: Brand }) {
  const brandId = brand.id;
  const t = useWords(brandWords);
  const query = useQuery(channels());
  const serve = useServe();
  const { data: allBrands = [] } = useQuery(brands());
  const { data: allPacks = [] } = useQuery(packs());
  const pack = allPacks.find((one) => one.id === brand.pack);
  const isApart = keepsApart(pack) && brand.options["shares_account"] !== true;
  const stranger = (one: Channel) => (isApart ? strangerOn(one, brand.pack, allBrands) : null);
  const held = ({ brand_ids: ids }: Channel) => {
    if (ids.length === 0) return t("servesAll");
    return ids.length === 1 && ids[0] === brandId ? t("servesOnly") : "";
  };
  const note = (one: Channel) => { const name = stranger(one); return name ? t("speaksHere", { brand: name }) : ""; };
  const toggle = (channel: Channel, isOn: boolean) =>
    serve.mutate({ channel, brandId, isOn }, { onSuccess: () => say(t(isOn ? "nowServed" : "noLongerServed", { channel: platformName(channel.platform) })), onError: sayError });
  return (
    <section className="flex flex-col gap-3 rounded-card border border-subtle bg-surface-raised p-5">
      <div>
        <SectionTitle>{t("goesOutOn")}</SectionTitle>
        <p className="-mt-2 text-xs text-muted">{t("goesOutHelp")}</p>
      </div>
      <Loaded query={query} skeleton={<Skeleton className="h-14 w-full" />}>
        {(list) => (
          <>
            {!list.some((one) => servesBrand(one, brandId)) && <p role="status" className="text-sm text-waiting">{t("noChannel")}</p>}
            {list.some(stranger) && (
              <p className="flex flex-wrap items-center gap-3 text-sm text-body">
                {t("keepsApart", { pack: pack?.name ?? "" })}
                <Link to="/channels" search={{ connect: "new", brand: brandId }} className={buttonLook("secondary", "sm")}>{t("ownAccount")}</Link>
              </p>
            )}
            {list.length > 0 ? (
              <ChannelTicks channels={list} isOn={(one) => servesBrand(one, brandId)} held={held} note={note} onToggle={toggle} />
            ) : (
              <Link to="/channels" search={{ connect: "new" }} className={`${buttonLook("secondary")} self-start`}>{t("connectFirst")}</Link>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
