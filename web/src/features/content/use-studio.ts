import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { brands, packs } from "@/api/brands";
import { channels, platforms, servesBrand } from "@/api/channels";
import { content, previews, run } from "@/api/content";
import type { Content } from "@/api/types";
import { composed } from "@/lib/text-length";
import { toWall } from "@/lib/zones";
import { briefOf, networksOf, usualManner, type Brief, type Manner } from "./brief";
import { tagsOf, type Draft } from "./words-editor";

interface Search {
  brand?: string | undefined;
  type?: string | undefined;
  date?: string | undefined;
  platform?: string | undefined;
}

/** Everything the brief is chosen from, and what is chosen. */
export function useBrief(search: Search) {
  const { data: allBrands = [] } = useQuery(brands());
  const { data: allPacks = [] } = useQuery(packs());
  const { data: allChannels } = useQuery(channels());
  const { data: allPlatforms } = useQuery(platforms());
  const [manner, setManner] = useState<Manner>(usualManner);
  const { brand, pack, type, date } = briefOf(search, allBrands, allPacks, (zone) => toWall(new Date(), zone).slice(0, 10));
  const mine = (allChannels ?? []).filter((one) => servesBrand(one, brand?.id));
  const networks = networksOf(allPlatforms, mine);
  const platform = networks.find((one) => one.id === search.platform)?.id ?? networks[0]?.id ?? "mastodon";
  const brief: Brief = { brand: brand?.id ?? "", type, date, ...manner };
  const changeManner = (part: Partial<Manner>) => setManner((old) => ({ ...old, ...part }));
  return { brief, changeManner, brand, pack, kind: pack?.types.find((one) => one.id === type), allBrands, mine, networks, platform };
}

/** The run and the piece of the studio; the piece is read again whenever a step has ended. */
export function useRunAndPiece(runId: string | undefined, pieceId?: string) {
  const client = useQueryClient();
  const runQuery = useQuery({ ...run(runId ?? ""), enabled: Boolean(runId) });
  const id = runQuery.data?.content_id ?? pieceId ?? "";
  const status = runQuery.data?.status;
  const ended = runQuery.data?.steps.filter((step) => step.status === "done" || step.status === "reused").length;
  useEffect(() => {
    if (id) void client.invalidateQueries({ queryKey: content(id).queryKey, exact: true });
  }, [client, id, ended, status]);
  const pieceQuery = useQuery({ ...content(id), enabled: Boolean(id) });
  return { runQuery, run: runQuery.data, piece: id ? pieceQuery.data : undefined, isMoving: status === "waiting" || status === "running" };
}

/** What each channel would carry, as the API fits it. */
export function useFitted(piece: Content | undefined, channelIds: string[]) {
  return useQuery(previews(piece?.id ?? "", piece?.version ?? 0, piece?.status === "ready" ? channelIds : [])).data;
}

function draftOf(piece: Content | undefined): Draft {
  return { text: piece?.text ?? "", hashtags: piece?.hashtags.map((tag) => `#${tag.replace(/^#+/, "")}`).join(" ") ?? "" };
}

/** What is being typed, apart from what is saved; a new version of the piece replaces it. */
export function useDraft(piece: Content | undefined) {
  const version = piece ? `${piece.id}:${piece.version}:${piece.text}` : "";
  const [kept, setKept] = useState<{ version: string; draft: Draft }>({ version: "", draft: draftOf(undefined) });
  const saved = draftOf(piece);
  const draft = kept.version === version ? kept.draft : saved;
  return {
    draft,
    isDirty: draft.text !== saved.text || draft.hashtags !== saved.hashtags,
    change: (next: Draft) => setKept({ version, draft: next }),
    discard: () => setKept({ version, draft: saved }),
    text: composed(draft.text, tagsOf(draft.hashtags)),
  };
}
