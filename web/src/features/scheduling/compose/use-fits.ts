import { useQueries } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { postPreview } from "@/api/posts";
import type { Channel, FullPreview, Platform } from "@/api/types";
import { extrasFor, isEmpty, textFor, wireKind, type Draft } from "./draft";

/** The value as it was when it last stood still for a moment. */
function useSettled<T>(value: T, wait: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}

export interface Fit {
  preview: FullPreview | null;
  isChecking: boolean;
}

/** What each chosen channel would get of the draft, asked of the API once typing rests. */
export function useFits(draft: Draft, channels: readonly Channel[], platformOf: (channel: Channel) => Platform | undefined): Map<string, Fit> {
  const settled = useSettled(draft, 350);
  const asked = channels.flatMap((channel) => {
    const platform = platformOf(channel);
    return platform ? [{ channel, platform }] : [];
  });
  const answers = useQueries({
    queries: asked.map(({ channel, platform }) => ({
      ...postPreview({
        channel_ids: [channel.id],
        text: textFor(settled, channel.id, platform),
        asset_ids: settled.media.flatMap((one) => (one.asset ? [one.asset.id] : [])),
        kind: wireKind(settled, platform),
        language: null,
        extras: extrasFor(settled, channel, platform),
      }),
      enabled: !isEmpty(settled),
    })),
  });
  return new Map(asked.map(({ channel }, index) => [channel.id, { preview: answers[index]?.data ?? null, isChecking: settled !== draft || (answers[index]?.isFetching ?? false) }]));
}
