import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PenLine } from "lucide-react";
import { example } from "@/api/content";
import type { Brand, ContentType } from "@/api/types";
import { buttonLook } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Thumb } from "@/design/patterns/thumb";
import { useLanguage, useWords } from "@/lib/language";
import { fullDay } from "@/lib/time";
import { packWords } from "./words";

interface PackExampleProps {
  type: ContentType;
  brands: readonly Brand[];
}

/** The newest piece of a type that was made here: a better example than any that we could invent. */
export function PackExample({ type, brands }: PackExampleProps) {
  const t = useWords(packWords);
  const { language } = useLanguage();
  const query = useQuery(example(type.id));
  const speaker = brands[0];
  return (
    <div className="flex flex-col gap-3 rounded-card bg-surface-sunken p-4">
      <p className="text-xs font-medium text-muted">{t("example")} · <bdi>{type.name}</bdi></p>
      <Loaded query={query} skeleton={<Skeleton className="h-32 w-full" />}>
        {(piece) =>
          piece ? (
            <div className="flex gap-4">
              {piece.image && <Thumb url={piece.image.url} alt={piece.alt_text} className="w-28" />}
              <div className="min-w-0 flex-1">
                <p className="at-start line-clamp-8 text-sm leading-6 whitespace-pre-wrap text-strong" dir="auto">{piece.text}</p>
                <p className="mt-2 text-xs text-muted">{t("exampleFor", { brand: brands.find((one) => one.id === piece.brand_id)?.name ?? piece.subject, day: fullDay(piece.target_date, language) })}</p>
              </div>
            </div>
          ) : (
            <p className="text-sm text-muted">{t("noExample")}</p>
          )
        }
      </Loaded>
      {speaker && <Link to="/create" search={{ brand: speaker.id, type: type.id }} className={`${buttonLook("secondary", "sm")} self-start`}><PenLine aria-hidden className="size-4" />{t("make")}</Link>}
    </div>
  );
}
