import { useForm } from "react-hook-form";
import { ApiError } from "@/api/fetch";
import type { Platform } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { channelWords } from "./words";

interface SecretFieldsProps {
  platform: Platform;
  withAddress: boolean;
  submitLabel: string;
  error: unknown;
  isBusy: boolean;
  onSubmit: (secrets: Record<string, string>, baseUrl: string) => void;
  onBack?: () => void;
}

type Values = Record<string, string>;
const ADDRESS = "base_url";

/** The fields a network asks for, from its own manifest; refusals stand beside the field. */
export function SecretFields({ platform, withAddress, submitLabel, error, isBusy, onSubmit, onBack }: SecretFieldsProps) {
  const t = useWords(channelWords);
  const { register, handleSubmit, formState } = useForm<Values>({ defaultValues: { [ADDRESS]: platform.default_base_url ?? "" } });
  const refused = error instanceof ApiError ? error.fields : {};
  const submit = handleSubmit(({ [ADDRESS]: address, ...secrets }) => onSubmit(secrets, address?.trim() ?? ""));
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      {error !== null && <Failure error={error} />}
      {platform.sign_in.fields.map((field) => (
        <Field key={field.name} label={field.label} help={field.help} error={formState.errors[field.name]?.message ?? refused[`secrets.${field.name}`]}>
          {(ids) => (
            <TextInput
              {...ids}
              {...register(field.name, { validate: (value) => !field.required || value?.trim() !== "" || t("required") })}
              type={field.secret ? "password" : "text"}
              autoComplete="off"
              spellCheck={false}
              dir="ltr"
            />
          )}
        </Field>
      ))}
      {withAddress && (
        <Field label={t("baseUrl")} help={t("baseUrlHelp", { network: platform.name })} error={refused[ADDRESS]}>
          {(ids) => <TextInput {...ids} {...register(ADDRESS)} type="url" dir="ltr" />}
        </Field>
      )}
      <div className="flex justify-end gap-2">
        {onBack && <Button variant="quiet" className="me-auto -ms-3" onClick={onBack}>{t("otherNetwork")}</Button>}
        <Button type="submit" variant="primary" isBusy={isBusy}>{submitLabel}</Button>
      </div>
    </form>
  );
}
