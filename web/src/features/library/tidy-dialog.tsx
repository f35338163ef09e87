import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { asset as oneAsset, cleanUp, duplicates, useCleanUp } from "@/api/library";
import type { Cleaned, SameFiles } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";
import { localeOf } from "@/lib/time";
import { sizeText } from "./asset-values";
import { libraryWords } from "./words";

const kinds = [["renditions", "renditions"], ["uploads", "uploads"], ["unowned", "unowned"], ["trash", "oldTrash"]] as const;

function totalOf(told: Cleaned): { count: number; bytes: number } {
  return kinds.reduce((sum, [name]) => ({ count: sum.count + told[name].count, bytes: sum.bytes + told[name].bytes }), { count: 0, bytes: 0 });
}

function SameRow({ same, onChoose }: { same: SameFiles; onChoose: (id: string) => void }) {
  const t = useWords(libraryWords);
  const { language } = useLanguage();
  const first = same.ids[0] ?? "";
  const { data } = useQuery(oneAsset(first));
  return (
    <li>
      <button type="button" onClick={() => onChoose(same.ids.at(-1) ?? first)} className="flex w-full items-center gap-3 rounded-control p-2 text-start hover:bg-surface-hover">
        {data && data.mime.startsWith("image/") && <img src={data.thumbnail_url ?? data.url} alt="" loading="lazy" className="size-10 rounded-control object-cover ring-1 ring-line-subtle" />}
        <span className="min-w-0 flex-1">
          <span className="at-start block truncate text-sm text-strong" dir="auto">{data?.title || data?.alt || t("details")}</span>
          <span className="tabular block text-xs text-muted">{t("times", { count: same.ids.length, size: sizeText(same.size, localeOf(language)) })}</span>
        </span>
      </button>
    </li>
  );
}

function CleanPart() {
  const t = useWords(libraryWords);
  const { language } = useLanguage();
  const query = useQuery(cleanUp());
  const clean = useCleanUp();
  return (
    <Loaded query={query} skeleton={<Skeleton className="h-32 w-full" />}>
      {(told) => {
        const { count, bytes } = totalOf(told);
        return (
          <div className="flex flex-col gap-3">
            <dl className="tabular grid grid-cols-[minmax(0,1fr)_auto_auto] gap-x-4 gap-y-1 text-sm">
              {kinds.map(([name, word]) => (
                <div key={name} className="contents"><dt className="text-body">{t(word)}</dt><dd className="text-end text-strong">{whole(told[name].count, language)}</dd><dd className="text-end text-muted">{sizeText(told[name].bytes, localeOf(language))}</dd></div>
              ))}
            </dl>
            {count > 0 ? (
              <Button variant="danger" icon={Trash2} isBusy={clean.isPending} className="self-start" onClick={() => clean.mutate(undefined, { onSuccess: () => say(t("cleaned")), onError: sayError })}>{t("cleanNow", { count, size: sizeText(bytes, localeOf(language)) })}</Button>
            ) : (
              <p className="text-sm text-muted">{t("nothingToClean")}</p>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}

interface TidyDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onChoose: (id: string) => void;
}

/** What lies in the library twice or for nothing, counted before anything is removed. */
export function TidyDialog({ isOpen, onClose, onChoose }: TidyDialogProps) {
  const t = useWords(libraryWords);
  const query = useQuery({ ...duplicates(), enabled: isOpen });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("tidy")} description={t("tidyText")} closeLabel={t("close")}>
      <div className="flex flex-col gap-6 pt-2">
        <section className="flex flex-col gap-2">
          <h3 className="text-sm font-medium text-strong">{t("same")}</h3>
          <Loaded query={query} skeleton={<Skeleton className="h-12 w-full" />}>
            {(list) => (list.length > 0 ? <ul className="-mx-2 flex max-h-60 flex-col overflow-y-auto">{list.map((one) => <SameRow key={one.sha256} same={one} onChoose={onChoose} />)}</ul> : <p className="text-sm text-muted">{t("noSame")}</p>)}
          </Loaded>
        </section>
        <section className="flex flex-col gap-2">
          <h3 className="text-sm font-medium text-strong">{t("unneeded")}</h3>
          {isOpen && <CleanPart />}
        </section>
      </div>
    </Dialog>
  );
}
