import { Plus } from "lucide-react";
import { useMemo, useState, type DragEvent, type ReactNode } from "react";
import { useRestoreVideo } from "@/api/videos";
import { drawnScenes, type MadeVideo } from "@/api/video-types";
import { Button } from "@/design/primitives/button";
import { Menu, MenuItem, MenuLabel } from "@/design/primitives/menu";
import { sayError } from "@/design/primitives/toast";
import { SectionTitle } from "@/design/patterns/page";
import { useKeys } from "@/lib/hooks";
import { useWords } from "@/lib/language";
import { choiceWords } from "./choice-words";
import { ShotRow } from "./shot-row";
import { studioWords } from "./studio-words";
import { placed, type Span } from "./timeline";
import type { Edits } from "./use-edits";

interface ShotListProps {
  video: MadeVideo;
  spans: readonly Span[];
  chosen: string;
  edits: Edits;
  onChoose: (id: string) => void;
  editor: (span: Span) => ReactNode;
}

function AddMenu({ onAdd }: { onAdd: (kind: "card" | "drawn", scene: (typeof drawnScenes)[number]) => void }) {
  const t = useWords(studioWords);
  const c = useWords(choiceWords);
  return (
    <Menu trigger={<Button size="sm" icon={Plus}>{t("add")}</Button>}>
      <MenuItem onSelect={() => onAdd("card", "star_flight")}>{t("addCard")}</MenuItem>
      <MenuLabel>{t("addDrawn")}</MenuLabel>
      {drawnScenes.map((one) => <MenuItem key={one} onSelect={() => onAdd("drawn", one)}>{c(one)}</MenuItem>)}
    </Menu>
  );
}

/** Which scene is dragged and over which it hovers; dropped, it takes that one's place. */
function useDragging(spans: readonly Span[], edits: Edits) {
  const [held, setHeld] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const end = () => {
    setHeld(null);
    setOver(null);
  };
  const of = (id: string, place: number) => ({
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.setData("text/plain", id);
      event.dataTransfer.effectAllowed = "move" as const;
      setHeld(id);
    },
    onDragOver: (event: DragEvent) => {
      if (held === null) return;
      event.preventDefault();
      if (over !== id) setOver(id);
    },
    onDrop: (event: DragEvent) => {
      if (held === null) return;
      event.preventDefault();
      edits.order(placed(spans.map((one) => one.scene.id), held, place));
      end();
    },
    onDragEnd: end,
  });
  return { of, over: held === over ? null : over };
}

/** The scenes in their order: j and k go along them. */
export function ShotList({ video, spans, chosen, edits, onChoose, editor }: ShotListProps) {
  const t = useWords(studioWords);
  const restore = useRestoreVideo(video.id);
  const dragging = useDragging(spans, edits);
  const keys = useMemo(() => {
    const go = (step: number) => {
      const next = spans[spans.findIndex((one) => one.scene.id === chosen) + step];
      if (next) onChoose(next.scene.id);
    };
    return { j: () => go(1), k: () => go(-1) };
  }, [spans, chosen, onChoose]);
  useKeys(keys);
  return (
    <section aria-label={t("shots")} className="min-w-0">
      <SectionTitle count={spans.length} trailing={<AddMenu onAdd={(kind, drawn) => edits.add(chosen, kind, drawn, onChoose)} />}>{t("shots")}</SectionTitle>
      <p className="-mt-2 mb-3 text-xs text-muted">{t("shotsHelp")}</p>
      <ol className="flex flex-col gap-2">
        {spans.map((span, index) => (
          <ShotRow
            key={span.scene.id}
            video={video}
            span={span}
            number={index + 1}
            isChosen={span.scene.id === chosen}
            isLast={index === spans.length - 1}
            isAlone={spans.length === 1}
            isOver={dragging.over === span.scene.id}
            onChoose={() => onChoose(span.scene.id)}
            onShift={(step) => edits.shift(span.scene.id, step)}
            onRemove={() => edits.remove(span.scene.id, (version) => restore.mutate(version, { onError: sayError }))}
            drag={dragging.of(span.scene.id, index)}
          >
            {editor(span)}
          </ShotRow>
        ))}
      </ol>
    </section>
  );
}
