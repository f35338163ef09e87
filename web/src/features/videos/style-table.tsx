import { Download, Upload, X } from "lucide-react";
import { useRef, useState } from "react";
import { tableOf, useGiveTable, useTakeTableAway } from "@/api/styles";
import type { ReadyStyle } from "@/api/style-types";
import { Button } from "@/design/primitives/button";
import { say, sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { SectionTitle } from "@/design/patterns/page";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { styleWords } from "./style-words";

/** A style's colour table as a file on one's own disk; one that is computed is made first. */
export function DownloadTable({ style, label }: { style: ReadyStyle; label: string }) {
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const address = URL.createObjectURL(await tableOf(style.id));
      Object.assign(document.createElement("a"), { href: address, download: style.document.look.cube || `${style.name}.cube` }).click();
      URL.revokeObjectURL(address);
    } catch (error) {
      sayError(error);
    } finally {
      setBusy(false);
    }
  };
  return <Button icon={Download} isBusy={isBusy} onClick={() => void save()}>{label}</Button>;
}

/** What one's own style grades with: the table of its grade, or a .cube file that was uploaded. */
export function StyleTable({ style, className = "" }: { style: ReadyStyle; className?: string }) {
  const t = useWords(styleWords);
  const picker = useRef<HTMLInputElement>(null);
  const give = useGiveTable();
  const takeAway = useTakeTableAway();
  const [isAsking, setAsking] = useState(false);
  const { cube } = style.document.look;
  const send = (file: File) => give.mutate({ id: style.id, file }, { onSuccess: (after) => say(t("tableGiven", { name: after.document.look?.cube ?? file.name })) });
  const gone = () => {
    setAsking(false);
    give.reset();
    takeAway.mutate(style.id, { onSuccess: () => say(t("takenAway")), onError: sayError });
  };
  return (
    <section aria-label={t("table")} className={className}>
      <SectionTitle>{t("table")}</SectionTitle>
      <div className="flex flex-col gap-3">
        {cube && <p className="at-start text-sm font-medium break-words text-strong" dir="auto">{cube}</p>}
        <p className="text-sm text-muted">{t(cube ? "tableOwn" : Object.keys(style.document.learned).length > 0 ? "tableLearned" : "tableComputed")}</p>
        {give.error && <Failure error={give.error} />}
        <div className="flex flex-wrap gap-2">
          <input ref={picker} type="file" hidden accept=".cube" aria-label={t("tableUpload")} onChange={(event) => { const file = event.target.files?.[0]; if (file) send(file); event.target.value = ""; }} />
          <Button icon={Upload} isBusy={give.isPending} onClick={() => picker.current?.click()}>{t(cube ? "tableReplace" : "tableUpload")}</Button>
          <DownloadTable style={style} label={t("download")} />
          {cube && <Button variant="danger" icon={X} isBusy={takeAway.isPending} onClick={() => setAsking(true)}>{t("takeAway")}</Button>}
        </div>
      </div>
      <ConfirmDialog isOpen={isAsking} title={t("takeAwayTitle")} text={t("takeAwayText")} confirmLabel={t("takeAway")} keepLabel={t("keep")} onConfirm={gone} onClose={() => setAsking(false)} />
    </section>
  );
}
