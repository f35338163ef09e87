import { BrandMark } from "./brand-mark";
import type { FilterOption } from "./filter-menu";
import { PlatformMark } from "./platform-mark";

interface BrandLike {
  id: string;
  name: string;
  kit: { symbol: string | null };
}

interface ChannelLike {
  id: string;
  handle: string;
  platform: string;
}

export function brandOptions(brands: readonly BrandLike[]): FilterOption[] {
  return brands.map((one) => ({ id: one.id, name: one.name, mark: <BrandMark brand={one} /> }));
}

export function channelOptions(channels: readonly ChannelLike[]): FilterOption[] {
  return channels.map((one) => ({ id: one.id, name: one.handle, mark: <PlatformMark platform={one.platform} /> }));
}
