import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { channels } from "@/api/channels";
import { useMovePost } from "@/api/posts";
import type { CalendarPost } from "@/api/types";
import { say, sayError } from "@/design/primitives/toast";
import { whenWords } from "@/design/patterns/post-sentence";
import { useLanguage, useWords } from "@/lib/language";
import { fromWall } from "@/lib/zones";
import type { Group } from "./calendar-groups";
import { calendarWords } from "./calendar-words";

/** The zone of each post's channel; the workspace's where the channel is not known. */
export function useZoneOf(fallback: string): (post: CalendarPost) => string {
  const { data } = useQuery(channels());
  return (post) =>
    data?.find((one) => one.id === post.channel.id)?.time_zone ?? fallback;
}

/** Move every post of a group to another wall time, shown at once, with a way back. */
export function useMoveGroup(fallbackZone: string): (group: Group, wall: string) => void {
  const t = useWords(calendarWords);
  const { language } = useLanguage();
  const zoneOf = useZoneOf(fallbackZone);
  const { mutateAsync } = useMovePost();
  return useCallback(
    (group: Group, wall: string) => {
      const first = group.posts[0];
      if (!first || wall === group.wall) return;
      const moment = fromWall(wall, zoneOf(first));
      if (moment <= new Date()) return sayError(new Error(t("past")));
      const moves = group.posts.map((post) =>
        mutateAsync({ id: post.id, due_at: fromWall(wall, zoneOf(post)).toISOString(), local_due: wall }),
      );
      const back = () => {
        const steps = group.posts.map((post) => mutateAsync({ id: post.id, due_at: post.due_at, local_due: post.local_due }));
        Promise.all(steps).then(() => say(t("undone")), sayError);
      };
      Promise.all(moves).then(
        () => say(t("moved", { when: whenWords(moment.toISOString(), zoneOf(first), new Date(), language) }), { label: t("undo"), run: back }),
        sayError,
      );
    },
    [zoneOf, mutateAsync, t, language],
  );
}
