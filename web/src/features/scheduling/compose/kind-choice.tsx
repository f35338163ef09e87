import { ChartNoAxesColumn, Clapperboard, FileText, Image, Link2, ListTree, Smartphone, SquarePlay, Type, type LucideIcon } from "lucide-react";
import type { Platform } from "@/api/types";
import { kindWords, type PostKind } from "@/lib/kinds";
import { useWords } from "@/lib/language";
import { chosenKinds, offers } from "./draft";
import { composeWords } from "./words";

const icons: Record<PostKind, LucideIcon> = {
  text: Type, image: Image, carousel: Image, video: SquarePlay, reel: Clapperboard, story: Smartphone, link: Link2, poll: ChartNoAxesColumn, thread: ListTree, document: FileText,
};

interface KindChoiceProps {
  kind: PostKind;
  platforms: readonly Platform[];
  onChange: (kind: PostKind) => void;
}

/** What is being made; kinds that no connected network takes are not offered. */
export function KindChoice({ kind, platforms, onChange }: KindChoiceProps) {
  const t = useWords(composeWords);
  const k = useWords(kindWords);
  const offered = chosenKinds.filter((one) => one === kind || platforms.some((platform) => offers(platform, one)));
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{t("kind")}</legend>
      <div className="flex flex-wrap gap-1">
        {offered.map((one) => {
          const Icon = icons[one];
          return (
            <label key={one} className="inline-flex h-8 cursor-pointer items-center gap-2 rounded-full px-3 text-sm text-body ring-1 ring-line-subtle ring-inset hover:bg-surface-hover has-checked:bg-surface-selected has-checked:font-medium has-checked:text-strong has-checked:ring-action has-focus-visible:outline-2 has-focus-visible:outline-action">
              <input type="radio" name="kind" value={one} checked={one === kind} onChange={() => onChange(one)} className="sr-only" />
              <Icon aria-hidden className="size-4" />
              {k(one)}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
