import { useQuery } from "@tanstack/react-query";
import { Columns2, Undo2 } from "lucide-react";
import { useState } from "react";
import { useRestoreVideo, videoVersions } from "@/api/videos";
import type { MadeVideo, Timeline, VideoVersion } from "@/api/video-types";
import { Button } from "@/design/primitives/button";
import { SelectInput } from "@/design/primitives/input";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { WordChanges } from "@/design/patterns/word-changes";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { ago } from "@/lib/time";
import { changesBetween } from "@/lib/word-diff";
import { CompareDialog, type Choice } from "./compare-dialog";
import { versionWords } from "./studio-words";
import { differences, type Differences } from "./timeline";

const notes = [["Scene ", "changedScene"], ["Order", "changedOrder"], ["New", "changedNew"], ["Settings", "changedSettings"], ["Back", "changedBack"], ["Whole", "changedWhole"]] as const;

function useNote() {
  const t = useWords(versionWords);
  const { language } = useLanguage();
  return (change: string) => {
    const known = notes.find(([start]) => change.startsWith(start));
    return language === "en" || !known ? change : t(known[1]);
  };
}

function Lines({ found }: { found: Differences }) {
  return (
    <ol className="flex flex-col gap-3">
      {found.lines.map((one) => (
        <li key={one.id} className="border-s-2 border-strong ps-3">
          <span className="block text-xs text-muted" dir="ltr">{one.id}</span>
          {one.before !== null && one.after !== null ? (
            <WordChanges changes={changesBetween(one.before, one.after)} />
          ) : (
            <WordChanges changes={[{ kind: one.before === null ? "new" : "gone", text: one.after ?? one.before ?? "" }]} />
          )}
        </li>
      ))}
    </ol>
  );
}

function Difference({ before, after }: { before: Timeline; after: Timeline }) {
  const t = useWords(versionWords);
  const found = differences(before, after);
  if (found.lines.length + found.looks.length + found.whole.length === 0 && !found.order) return <p className="text-sm text-muted">{t("same")}</p>;
  const list = new Intl.ListFormat("en", { type: "unit" });
  return (
    <div className="flex flex-col gap-3 text-sm text-body">
      <Lines found={found} />
      {found.order && <p>{t("order")}</p>}
      {found.looks.length > 0 && <p>{t("looks", { scenes: list.format(found.looks) })}</p>}
      {found.whole.length > 0 && <p>{t("wholes", { names: found.whole.map((one) => t(one)).join(" · ") })}</p>}
    </div>
  );
}

function Pick({ label, value, options, onChange }: { label: string; value: number; options: readonly Choice[]; onChange: (number: number) => void }) {
  return (
    <SelectInput aria-label={label} value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {options.map((one) => <option key={one.number} value={one.number}>{one.label}</option>)}
    </SelectInput>
  );
}

/** In short here, and side by side where one wants to see it. */
function Beside({ video, sides }: { video: MadeVideo; sides: readonly [Choice, Choice] }) {
  const t = useWords(versionWords);
  const [isOpen, setOpen] = useState(false);
  const [before, after] = sides;
  return (
    <>
      {before !== after && <Button icon={Columns2} className="self-start" onClick={() => setOpen(true)}>{t("sideBySide")}</Button>}
      {isOpen && <CompareDialog video={video} sides={sides} onClose={() => setOpen(false)} />}
      <Difference before={before.timeline} after={after.timeline} />
    </>
  );
}

function Compare({ video, list }: { video: MadeVideo; list: readonly VideoVersion[] }) {
  const t = useWords(versionWords);
  const noteOf = useNote();
  const { language } = useLanguage();
  const now = useNow();
  const restore = useRestoreVideo(video.id);
  const options: Choice[] = [
    { number: video.version, label: t("now", { version: video.version }), timeline: video.timeline },
    ...list.map((one) => ({ number: one.number, label: t("version", { version: one.number }), timeline: one.timeline })),
  ];
  const [left, setLeft] = useState(list[0]?.number ?? video.version);
  const [right, setRight] = useState<number | null>(null);
  const before = options.find((one) => one.number === left) ?? options[1];
  const after = options.find((one) => one.number === (right ?? video.version)) ?? options[0];
  // A new version draws this list anew: what is said afterwards must not hang on it.
  const bringBack = (number: number) => void restore.mutateAsync(number).then(() => say(t("restored", { version: number })), sayError);
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex max-h-72 flex-col gap-1 overflow-y-auto">
        {list.map((one) => (
          <li key={one.number} className={`flex items-center gap-2 rounded-control ps-2 ${one.number === left ? "bg-surface-selected" : ""}`}>
            <button type="button" aria-pressed={one.number === left} onClick={() => setLeft(one.number)} className="min-w-0 flex-1 py-1 text-start">
              <span className="tabular block truncate text-sm text-strong">{t("version", { version: one.number })} <span className="text-muted">· {noteOf(one.change)}</span></span>
              <span className="block text-xs text-muted">{t("replaced", { when: ago(one.created_at, now, language) })}</span>
            </button>
            <Button size="sm" variant="quiet" icon={Undo2} aria-label={t("restore", { version: one.number })} isBusy={restore.isPending && restore.variables === one.number} onClick={() => bringBack(one.number)} />
          </li>
        ))}
      </ol>
      <div className="flex flex-col gap-3 border-t border-subtle pt-3">
        <div className="grid grid-cols-[1fr_auto_1fr] items-center gap-2 text-xs text-muted">
          <Pick label={t("beside")} value={left} options={options} onChange={setLeft} />
          <span>{t("with")}</span>
          <Pick label={t("with")} value={right ?? video.version} options={options} onChange={setRight} />
        </div>
        {before && after && <Beside video={video} sides={[before, after]} />}
      </div>
    </div>
  );
}

/** Every document the video has had: what was changed, two of them beside each other, and the way back. */
export function VersionsPanel({ video }: { video: MadeVideo }) {
  const t = useWords(versionWords);
  const query = useQuery(videoVersions(video.id, video.version));
  return (
    <Loaded query={query} skeleton={<Skeleton className="h-32 w-full" />}>
      {(list) => (list.length > 0 ? <Compare key={video.version} video={video} list={list} /> : <p className="text-sm text-muted">{t("none")}</p>)}
    </Loaded>
  );
}
