import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { useForm, type UseFormRegister, type UseFormRegisterReturn } from "react-hook-form";
import { apps, useBeginConsent } from "@/api/channels";
import { ApiError } from "@/api/fetch";
import type { AppKeys, ConsentRequest, Platform } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { addressOf, asksName, needsAppKeys, type Place } from "./connect-place";
import { BackButton } from "./back-button";
import { ServerField } from "./server-field";
import { channelWords } from "./words";

interface Values {
  base_url: string;
  client_id: string;
  client_secret: string;
  hint: string;
}

function orderOf(platform: string, { base_url, client_id, client_secret, hint }: Values, brandIds: string[] = []): ConsentRequest {
  return { platform, base_url: base_url.trim() || null, client_id: client_id.trim() || null, client_secret: client_secret || null, hint: hint.trim().replace(/^@/, "") || null, brand_ids: brandIds };
}

interface ConsentFormProps {
  platform: Platform;
  place: Place;
  /** The server of a channel that is connected again; nothing else is asked for then. */
  fixedAddress?: string;
  /** The brands that the account is for; all where none is named. */
  brandIds?: string[] | undefined;
  onBack?: (() => void) | undefined;
}

function AppFields({ platform, register, refused }: { platform: Platform; register: UseFormRegister<Values>; refused: Record<string, string> }) {
  const t = useWords(channelWords);
  return (
    <div className="flex flex-col gap-4 rounded-card bg-surface-page p-4">
      <p className="text-sm text-body">
        {t("appNeeded", { network: platform.name })}{" "}
        <Link to="/channels/guide/$platform" params={{ platform: platform.id }} className="font-medium text-action hover:underline">{t("guideOpen")}</Link>
      </p>
      <Field label={t("clientId")} error={refused["client_id"]}>
        {(ids) => <TextInput {...ids} {...register("client_id")} autoComplete="off" spellCheck={false} dir="ltr" />}
      </Field>
      <Field label={t("clientSecret")} error={refused["client_secret"]}>
        {(ids) => <TextInput {...ids} {...register("client_secret")} type="password" autoComplete="off" dir="ltr" />}
      </Field>
    </div>
  );
}

function NameField({ isAsked, field, error }: { isAsked: boolean; field: UseFormRegisterReturn; error: string | undefined }) {
  const t = useWords(channelWords);
  if (!isAsked) return null;
  return (
    <Field label={t("yourHandle")} help={t("yourHandleHelp")} error={error}>
      {(ids) => <TextInput {...ids} {...field} autoComplete="username" spellCheck={false} dir="ltr" placeholder="mira.bsky.social" />}
    </Field>
  );
}

function KeptApp({ mine }: { mine: AppKeys | undefined }) {
  const t = useWords(channelWords);
  return mine ? <p className="text-xs text-muted">{t("appKept", { id: mine.client_id })}</p> : null;
}

/** Sends the person to the network's own page, where the access is allowed. */
export function ConsentForm({ platform, place, fixedAddress, brandIds, onBack }: ConsentFormProps) {
  const t = useWords(channelWords);
  const begin = useBeginConsent();
  const { data: kept = [], isPending } = useQuery(apps());
  const { register, handleSubmit } = useForm<Values>({ defaultValues: { base_url: fixedAddress ?? addressOf(platform, place), client_id: "", client_secret: "", hint: "" } });
  const refused = begin.error instanceof ApiError ? begin.error.fields : {};
  const mine = kept.find((one) => one.platform === platform.id);
  const isOpen = !fixedAddress && place === "network";
  const asksKeys = !isPending && needsAppKeys(platform, place, mine !== undefined);
  const submit = handleSubmit((values) => begin.mutate(orderOf(platform.id, values, brandIds), { onSuccess: (begun) => window.location.assign(begun.url) }));
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      {begin.error !== null && <Failure error={begin.error} />}
      <p className="text-sm text-body">{t(place === "sandbox" ? "consentSandbox" : "consentReal", { network: platform.name })}</p>
      {asksKeys && <AppFields platform={platform} register={register} refused={refused} />}
      <KeptApp mine={place === "network" ? mine : undefined} />
      <NameField isAsked={asksName(platform, place)} field={register("hint")} error={refused["hint"]} />
      {isOpen && <ServerField platform={platform} field={register("base_url")} error={refused["base_url"]} />}
      <div className="flex flex-wrap justify-end gap-2">
        <BackButton onBack={onBack} />
        <Button type="submit" variant="primary" icon={ExternalLink} isBusy={begin.isPending || begin.isSuccess}>{t("goOn", { network: platform.name })}</Button>
      </div>
    </form>
  );
}
