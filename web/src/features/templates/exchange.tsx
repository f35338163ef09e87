import { Download, Upload } from "lucide-react";
import { useRef } from "react";
import { exportTemplates, useImportTemplates } from "@/api/templates";
import { Button } from "@/design/primitives/button";
import { say, sayError } from "@/design/primitives/toast";
import { useWords } from "@/lib/language";
import { templateWords } from "./words";

/** Templates leave as one file and come back as one. */
export function Exchange() {
  const t = useWords(templateWords);
  const picker = useRef<HTMLInputElement>(null);
  const bring = useImportTemplates();
  const read = async (file: File) => {
    try {
      const made = await bring.mutateAsync(JSON.parse(await file.text()));
      say(t("imported", { created: made.created.length, updated: made.updated.length, unchanged: made.unchanged.length }));
    } catch (error) {
      sayError(error instanceof SyntaxError ? new Error(t("notAFile")) : error);
    }
  };
  const save = async () => {
    try {
      const address = URL.createObjectURL(new Blob([JSON.stringify(await exportTemplates(), null, 2)], { type: "application/json" }));
      const link = Object.assign(document.createElement("a"), { href: address, download: "templates.json" });
      link.click();
      URL.revokeObjectURL(address);
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <>
      <input ref={picker} type="file" hidden accept="application/json,.json" aria-label={t("import")} onChange={(event) => { const file = event.target.files?.[0]; if (file) void read(file); event.target.value = ""; }} />
      <Button icon={Upload} isBusy={bring.isPending} onClick={() => picker.current?.click()}>{t("import")}</Button>
      <Button icon={Download} onClick={() => void save()}>{t("export")}</Button>
    </>
  );
}
