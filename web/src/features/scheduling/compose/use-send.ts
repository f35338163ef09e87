import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeAsset } from "@/api/assets";
import { sendPost, staleAfterPost } from "@/api/posts";
import type { Post } from "@/api/types";
import { orderFor, type Draft, type Sent } from "./draft";
import type { Chosen } from "./writer";

export interface Refused {
  one: Chosen;
  error: unknown;
}

export interface Outcome {
  posts: Post[];
  refused: Refused[];
}

/** Words for files that were typed after the files had arrived. */
async function describeFiles(draft: Draft): Promise<void> {
  const files = [...draft.media, ...draft.parts.flatMap((part) => part.media)];
  const changed = files.flatMap(({ asset, alt }) => (asset && alt.trim() !== asset.alt ? [{ id: asset.id, alt: alt.trim() }] : []));
  await Promise.all(changed.map(({ id, alt }) => describeAsset(id, alt)));
}

/** One post for each chosen channel; what one network refuses does not hold back the others. */
export function useSend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ draft, chosen, sent }: { draft: Draft; chosen: readonly Chosen[]; sent: Sent }): Promise<Outcome> => {
      await describeFiles(draft);
      const outcome: Outcome = { posts: [], refused: [] };
      for (const one of chosen) {
        try {
          outcome.posts.push(await sendPost(orderFor(draft, one.channel, one.platform, sent)));
        } catch (error) {
          outcome.refused.push({ one, error });
        }
      }
      return outcome;
    },
    onSuccess: () => staleAfterPost(client),
  });
}
