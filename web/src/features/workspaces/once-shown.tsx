import { Copy } from "lucide-react";
import { Button } from "@/design/primitives/button";
import { say, sayError } from "@/design/primitives/toast";
import { useWords } from "@/lib/language";
import { settingsWords } from "./words";

/** A secret that the server tells only this once. */
export function OnceShown({ text, secret }: { text: string; secret: string }) {
  const t = useWords(settingsWords);
  const copy = () => navigator.clipboard.writeText(secret).then(() => say(t("copied")), sayError);
  return (
    <div role="status" className="arrive flex flex-col gap-2 rounded-card bg-wash-live p-4">
      <p className="text-sm font-medium text-strong">{text}</p>
      <div className="flex items-center gap-2">
        <code dir="ltr" className="min-w-0 flex-1 rounded-control bg-surface-raised px-3 py-2 font-mono text-xs break-all text-strong">{secret}</code>
        <Button icon={Copy} onClick={() => void copy()}>{t("copy")}</Button>
      </div>
    </div>
  );
}
