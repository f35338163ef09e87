import { useForm } from "react-hook-form";
import { ExternalLink } from "lucide-react";
import { useBeginConsent } from "@/api/channels";
import { ApiError } from "@/api/fetch";
import type { Platform } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { channelWords } from "./words";

interface Values {
  base_url: string;
  client_id: string;
  client_secret: string;
}

/** Sends the person to the network's own page, where the access is allowed. */
export function ConsentForm({ platform, onBack }: { platform: Platform; onBack: () => void }) {
  const t = useWords(channelWords);
  const begin = useBeginConsent();
  const { register, handleSubmit } = useForm<Values>({ defaultValues: { base_url: platform.default_base_url, client_id: "", client_secret: "" } });
  const refused = begin.error instanceof ApiError ? begin.error.fields : {};
  const submit = handleSubmit(({ base_url, client_id, client_secret }) =>
    begin.mutate(
      { platform: platform.id, base_url: base_url.trim() || null, client_id: client_id.trim() || null, client_secret: client_secret || null },
      { onSuccess: (begun) => window.location.assign(begun.url) },
    ),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      {begin.error !== null && <Failure error={begin.error} />}
      {platform.sign_in.guide.length > 0 && (
        <details className="rounded-card border border-subtle px-4 py-3 text-sm">
          <summary className="cursor-pointer font-medium text-strong">{t("guide")}</summary>
          <ol className="mt-2 list-decimal space-y-1 ps-5">{platform.sign_in.guide.map((line) => <li key={line}>{line}</li>)}</ol>
        </details>
      )}
      <Field label={t("baseUrl")} help={t("baseUrlHelp", { network: platform.name })} error={refused["base_url"]}>
        {(ids) => <TextInput {...ids} {...register("base_url")} type="url" dir="ltr" />}
      </Field>
      {platform.sign_in.needs_app && (
        <>
          <Field label={t("clientId")} help={t("appHelp")} error={refused["client_id"]}>
            {(ids) => <TextInput {...ids} {...register("client_id")} autoComplete="off" spellCheck={false} dir="ltr" />}
          </Field>
          <Field label={t("clientSecret")} error={refused["client_secret"]}>
            {(ids) => <TextInput {...ids} {...register("client_secret")} type="password" autoComplete="off" dir="ltr" />}
          </Field>
        </>
      )}
      <div className="flex justify-end gap-2">
        <Button variant="quiet" className="me-auto -ms-3" onClick={onBack}>{t("otherNetwork")}</Button>
        <Button type="submit" variant="primary" icon={ExternalLink} isBusy={begin.isPending || begin.isSuccess}>{t("goOn", { network: platform.name })}</Button>
      </div>
    </form>
  );
}
