import type { UseFormRegisterReturn } from "react-hook-form";
import type { Platform } from "@/api/types";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { useWords } from "@/lib/language";
import { hasManyServers } from "./connect-place";
import { channelWords } from "./words";

interface ServerFieldProps {
  platform: Platform;
  field: UseFormRegisterReturn;
  error: string | undefined;
}

/** The server's address: in plain sight where there are many, folded away where there is one. */
export function ServerField({ platform, field, error }: ServerFieldProps) {
  const t = useWords(channelWords);
  const input = (
    <Field label={t("baseUrl")} help={t("baseUrlHelp", { network: platform.name })} error={error}>
      {(ids) => <TextInput {...ids} {...field} type="url" dir="ltr" />}
    </Field>
  );
  if (hasManyServers(platform)) return input;
  return (
    <details open={error !== undefined} className="text-sm">
      <summary className="w-fit text-muted hover:text-strong">{t("otherServer")}</summary>
      <div className="mt-2">{input}</div>
    </details>
  );
}
