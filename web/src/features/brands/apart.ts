import type { Brand, Channel, Pack } from "@/api/types";

/** A pack that asks before it shares an account keeps apart from brands of other packs. */
export function keepsApart(pack: Pack | undefined): boolean {
  return pack?.options.some((one) => one.name === "shares_account") ?? false;
}

/** A brand of another pack that speaks on the channel already; the new one must not be put beside it unasked. */
export function strangerOn(channel: Pick<Channel, "brand_ids">, packId: string | undefined, brands: readonly Pick<Brand, "id" | "pack" | "name">[]): string | null {
  return brands.find((one) => channel.brand_ids.includes(one.id) && one.pack !== packId)?.name ?? null;
}
