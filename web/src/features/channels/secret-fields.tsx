import { ExternalLink } from "lucide-react";
import { useForm } from "react-hook-form";
import { ApiError } from "@/api/fetch";
import type { Platform } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { addressOf, sandboxKeysOf, type Place } from "./connect-place";
import { BackButton } from "./back-button";
import { ServerField } from "./server-field";
import { channelWords } from "./words";

interface SecretFieldsProps {
  platform: Platform;
  place: Place;
  withAddress: boolean;
  submitLabel: string;
  error: unknown;
  isBusy: boolean;
  onSubmit: (secrets: Record<string, string>, baseUrl: string) => void;
  onBack?: (() => void) | undefined;
}

type Values = Record<string, string>;
const ADDRESS = "base_url";

/** The fields a network asks for, from its own manifest; refusals stand beside the field. */
export function SecretFields({ platform, place, withAddress, submitLabel, error, isBusy, onSubmit, onBack }: SecretFieldsProps) {
  const t = useWords(channelWords);
  const { register, handleSubmit, formState } = useForm<Values>({ defaultValues: { [ADDRESS]: addressOf(platform, place) } });
  const refused = error instanceof ApiError ? error.fields : {};
  const submit = handleSubmit(({ [ADDRESS]: address, ...secrets }) => {
    // What was left empty is not sent: it must never stand in the place of a kept secret.
    const given = Object.entries(secrets).map(([name, value]) => [name, value.trim()] as const).filter(([, value]) => value);
    onSubmit(Object.fromEntries(given), address?.trim() ?? "");
  });
  const errorOf = (name: string) => formState.errors[name]?.message ?? refused[`secrets.${name}`];
  const inputs = (isRequired: boolean) =>
    platform.sign_in.fields
      .filter((field) => field.required === isRequired)
      .map((field) => (
        <Field key={field.name} label={field.label} help={field.help || undefined} error={errorOf(field.name)}>
          {(ids) => (
            <TextInput
              {...ids}
              {...register(field.name, { validate: (value) => !field.required || (value ?? "").trim() !== "" || t("required") })}
              type={field.secret ? "password" : "text"}
              autoComplete="off"
              spellCheck={false}
              dir="ltr"
            />
          )}
        </Field>
      ));
  const optional = inputs(false);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      {error !== null && <Failure error={error} />}
      {place === "sandbox" && (
        <p className="text-sm text-body">
          {t("keysSandbox")}{" "}
          <a href={sandboxKeysOf(platform)} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 font-medium text-action hover:underline">
            {t("keysSandboxOpen")}<ExternalLink aria-hidden className="size-3" />
          </a>
        </p>
      )}
      {inputs(true)}
      {optional.length > 0 && (
        <details className="text-sm">
          <summary className="w-fit text-muted hover:text-strong">{t("moreKeys")}</summary>
          <div className="mt-3 flex flex-col gap-4">{optional}</div>
        </details>
      )}
      {withAddress && place === "network" && <ServerField platform={platform} field={register(ADDRESS)} error={refused[ADDRESS]} />}
      <div className="flex flex-wrap justify-end gap-2">
        <BackButton onBack={onBack} />
        <Button type="submit" variant="primary" isBusy={isBusy}>{submitLabel}</Button>
      </div>
    </form>
  );
}
