import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Clapperboard, Scale } from "lucide-react";
import { useState } from "react";
import { videos } from "@/api/videos";
import { Button, buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { SectionTitle } from "@/design/patterns/page";
import { useWords } from "@/lib/language";
import { likenessWords } from "./likeness-words";
import { LikenessDialog } from "./style-likeness";
import { styleWords } from "./style-words";
import { clock } from "./timeline";
import { VideoPicture } from "./video-picture";

interface ResultsProps {
  style: string;
  /** Whether it was learned from a video that can be compared with. */
  isLearned: boolean;
  className?: string;
}

/** What was made in a style, beside what it was learned from. */
export function StyleResults({ style, isLearned, className = "" }: ResultsProps) {
  const t = useWords(styleWords);
  const l = useWords(likenessWords);
  const [compared, setCompared] = useState<{ id: string; title: string } | null>(null);
  const query = useQuery(videos({ style }));
  return (
    <section aria-label={t("results")} className={className}>
      <SectionTitle count={query.data?.data.length || undefined}>{t("results")}</SectionTitle>
      <Loaded query={query} skeleton={<Skeleton className="h-40 w-full" />}>
        {({ data }) =>
          data.length > 0 ? (
            <ul className="flex flex-wrap gap-3">
              {data.map((row) => (
                <li key={row.id} className="min-w-0">
                  <Link to="/videos/$videoId" params={{ videoId: row.id }} className="flex flex-col gap-1 rounded-control hover:underline">
                    <VideoPicture row={row} className="h-40" />
                    <span className="at-start max-w-32 truncate text-xs text-body" dir="auto">{row.title}</span>
                    {row.seconds !== null && <span className="tabular text-xs text-muted">{clock(row.seconds)}</span>}
                  </Link>
                  {isLearned && <Button size="sm" variant="quiet" icon={Scale} className="mt-1" aria-label={`${l("open")}: ${row.title}`} onClick={() => setCompared(row)}>{l("alike")}</Button>}
                </li>
              ))}
            </ul>
          ) : (
            <div className="flex flex-col items-start gap-3"><p className="text-sm text-muted">{t("noResults")}</p><MakeIn style={style} /></div>
          )
        }
      </Loaded>
      {compared && <LikenessDialog style={style} video={compared} onClose={() => setCompared(null)} />}
    </section>
  );
}

/** The way from a style to a video in it. */
export function MakeIn({ style, isPrimary = false }: { style: string; isPrimary?: boolean }) {
  const t = useWords(styleWords);
  return <Link to="/videos" search={{ make: true, style }} className={buttonLook(isPrimary ? "primary" : "secondary")}><Clapperboard aria-hidden className="size-4" />{t("makeIn")}</Link>;
}
