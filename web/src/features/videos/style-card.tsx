import { Check } from "lucide-react";
import { isReadyStyle } from "@/api/styles";
import type { ReadyStyle, VideoStyle } from "@/api/style-types";
import { useLanguage, useWords } from "@/lib/language";
import { shippedStyleWords, styleWords } from "./style-words";

/** A style's palette as it meets the eye: ground, support, then accent and ink over them. */
export function StyleSample({ style, className = "" }: { style: ReadyStyle; className?: string }) {
  const { palette } = style.document.look;
  const { captions } = style.document;
  const ground = palette["background"] ?? "currentColor";
  return (
    <span aria-hidden style={{ background: `linear-gradient(160deg, ${ground}, ${palette["support"] ?? ground})` }} className={`relative block overflow-hidden rounded-control ring-1 ring-inset ring-line-subtle ${className}`}>
      <span style={{ background: palette["accent"] }} className="absolute start-2 top-2 block size-3 rounded-full" />
      <span className={`absolute inset-x-2 flex flex-wrap justify-center gap-1 ${captions.place === "middle" ? "top-1/2" : captions.place === "upper" ? "top-6" : "bottom-2"}`}>
        {[5, 7, 4].map((width, index) => <span key={width} style={{ inlineSize: `${width * 0.25}rem`, background: index === 1 ? captions.spoken || palette["accent"] : captions.ink || palette["ink"] }} className="block h-1 rounded-full" />)}
      </span>
    </span>
  );
}

/** What a style is called and what it is like, in the reader's language where it was shipped. */
export function useStyleTold() {
  const { language } = useLanguage();
  const t = useWords(shippedStyleWords);
  return (style: VideoStyle) => {
    const name = style.id as keyof typeof shippedStyleWords;
    const told = style.is_shipped && language === "ar" && name in shippedStyleWords ? t(name) : style.description;
    return { name: style.name, text: told };
  };
}

interface StyleChoiceProps {
  styles: readonly VideoStyle[];
  value: string;
  usual: { name: string; text: string };
  onChange: (id: string) => void;
}

/** Styles as cards of which one is chosen; one's own come first. */
export function StyleChoice({ styles, value, usual, onChange }: StyleChoiceProps) {
  const t = useWords(styleWords);
  const told = useStyleTold();
  const cards = [{ id: "", ...usual, style: null }, ...[...styles].sort((a, b) => Number(a.is_shipped) - Number(b.is_shipped)).filter(isReadyStyle).map((style) => ({ id: style.id, ...told(style), style }))];
  return (
    <div role="radiogroup" aria-label={t("style")} className="grid grid-cols-2 gap-2 sm:grid-cols-3">
      {cards.map((one) => (
        <label key={one.id} className="relative flex cursor-pointer flex-col gap-2 rounded-card border border-subtle p-2 transition-colors hover:border-strong has-checked:border-transparent has-checked:bg-surface-selected has-checked:ring-2 has-checked:ring-action has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-action">
          <input type="radio" name="style" className="peer sr-only" checked={one.id === value} onChange={() => onChange(one.id)} />
          {one.style ? <StyleSample style={one.style} className="h-12 w-full" /> : <span className="flex h-12 items-center justify-center rounded-control border border-dashed border-strong text-muted"><Check aria-hidden className="size-4" /></span>}
          <span className="min-w-0">
            <span className="at-start block truncate text-sm font-medium text-strong" dir="auto">{one.name}</span>
            <span className="at-start line-clamp-2 text-xs text-muted" dir="auto">{one.text}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
