import { Copy } from "lucide-react";
import type { ReadyStyle } from "@/api/style-types";
import { Button } from "@/design/primitives/button";
import { useWords } from "@/lib/language";
import { Shares, StyleFact, Swatches, useChoiceName, useNumber } from "./style-facts";
import { useStyleTold } from "./style-card";
import { MakeIn } from "./style-results";
import { DownloadTable } from "./style-table";
import { styleWords } from "./style-words";

/** A shipped style: what it does, and the way to one of one's own. */
export function StyleInspector({ style, isBusy, onCopy }: { style: ReadyStyle; isBusy: boolean; onCopy: () => void }) {
  const t = useWords(styleWords);
  const n = useNumber();
  const nameOf = useChoiceName();
  const { text } = useStyleTold()(style);
  const { pace, transitions, camera, captions, look, music } = style.document;
  return (
    <div className="flex flex-col gap-3">
      <p className="at-start text-sm text-body" dir="auto">{text}</p>
      <div>
        <StyleFact title={t("palette")}><Swatches list={Object.values(look.palette).map((colour) => ({ colour, share: 0.2 }))} /></StyleFact>
        <StyleFact title={t("mean")}>{n(pace.mean)} · {t("hook")}: {n(pace.hook)}</StyleFact>
        <StyleFact title={t("transitions")}><Shares list={transitions.map(({ kind, share }) => ({ name: kind, share }))} /></StyleFact>
        <StyleFact title={t("camera")}><Shares list={camera.map(({ move, share }) => ({ name: move, share }))} /></StyleFact>
        <StyleFact title={t("captions")}>{nameOf(captions.style)} · {nameOf(captions.place)}</StyleFact>
        <StyleFact title={t("music")}>{music.mood ? nameOf(music.mood) : t("silent")}</StyleFact>
      </div>
      <MakeIn style={style.id} isPrimary />
      <Button icon={Copy} isBusy={isBusy} onClick={onCopy}>{t("copy")}</Button>
      <DownloadTable style={style} label={t("downloadShipped")} />
    </div>
  );
}
