import { useQuery } from "@tanstack/react-query";
import { Replace, Undo2 } from "lucide-react";
import { useRef } from "react";
import { fileVersions, useReplaceFile, useRestoreFile } from "@/api/library";
import type { Asset, FileVersion } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { IconButton } from "@/design/primitives/icon-button";
import { say, sayError } from "@/design/primitives/toast";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { ago, localeOf } from "@/lib/time";
import { sizeText } from "./asset-values";
import { libraryWords } from "./words";

function VersionRow({ id, version }: { id: string; version: FileVersion }) {
  const t = useWords(libraryWords);
  const { language } = useLanguage();
  const now = useNow();
  const restore = useRestoreFile(id);
  const number = { version: version.version };
  return (
    <li className="flex items-center gap-3 py-2 text-xs">
      {version.mime.startsWith("image/") && <img src={version.url} alt="" loading="lazy" className="size-8 rounded-control object-cover ring-1 ring-line-subtle" />}
      <span className="tabular min-w-0 flex-1">
        <span className="block text-sm text-strong">{t("versionNumber", number)}{version.is_current && <span className="text-live"> · {t("current")}</span>}</span>
        <span className="block text-muted">{ago(version.created_at, now, language)} · {sizeText(version.size, localeOf(language))}</span>
      </span>
      {!version.is_current && <IconButton icon={Undo2} size="sm" mirrored label={t("restore", number)} disabled={restore.isPending} onClick={() => restore.mutate(version.version, { onSuccess: () => say(t("restored", number)), onError: sayError })} />}
    </li>
  );
}

/** Earlier versions of a file, and a newer one in its place. */
export function FileVersions({ asset }: { asset: Asset }) {
  const t = useWords(libraryWords);
  const picker = useRef<HTMLInputElement>(null);
  const replace = useReplaceFile(asset.id);
  const { data = [] } = useQuery({ ...fileVersions(asset.id), enabled: asset.version > 1 });
  const take = (file: File | undefined) => file && replace.mutate(file, { onSuccess: () => say(t("replaced")), onError: sayError });
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-medium text-strong">{t("versions")}</h3>
      <p className="text-xs text-muted">{t("versionsHelp")}</p>
      {data.length > 1 && <ul className="flex flex-col divide-y divide-line-subtle">{data.map((one) => <VersionRow key={one.version} id={asset.id} version={one} />)}</ul>}
      <input ref={picker} type="file" hidden aria-label={t("replace")} onChange={(event) => { take(event.target.files?.[0]); event.target.value = ""; }} />
      <Button size="sm" icon={Replace} isBusy={replace.isPending} className="self-start" onClick={() => picker.current?.click()}>{t("replace")}</Button>
    </section>
  );
}
