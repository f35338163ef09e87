import { KeyRound } from "lucide-react";
import { useForm } from "react-hook-form";
import { useKeepApp } from "@/api/channels";
import { ApiError } from "@/api/fetch";
import type { AppKeys, Platform } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { say } from "@/design/primitives/toast";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { guideWords } from "./guide-words";

interface Values {
  client_id: string;
  client_secret: string;
}

/** The keys of one's own program at the network; the secret is kept sealed and never shown again. */
export function AppKeysForm({ platform, kept }: { platform: Platform; kept: AppKeys | undefined }) {
  const t = useWords(guideWords);
  const keep = useKeepApp();
  const { register, handleSubmit, reset, formState } = useForm<Values>({ defaultValues: { client_id: kept?.client_id ?? "", client_secret: "" } });
  const refused = keep.error instanceof ApiError ? keep.error.fields : {};
  const submit = handleSubmit((values) =>
    keep.mutate(
      { platform: platform.id, client_id: values.client_id.trim(), client_secret: values.client_secret },
      {
        onSuccess: () => {
          say(t("keysSaved"));
          reset({ client_id: values.client_id.trim(), client_secret: "" });
        },
      },
    ),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex max-w-128 flex-col gap-4">
      {keep.error !== null && <Failure error={keep.error} />}
      <Field label={t("clientId")} error={formState.errors.client_id?.message ?? refused["client_id"]}>
        {(ids) => <TextInput {...ids} {...register("client_id", { validate: (value) => value.trim() !== "" || t("required") })} autoComplete="off" spellCheck={false} dir="ltr" />}
      </Field>
      <Field label={t("clientSecret")} help={kept ? t("secretKept") : t("secretHelp")} error={refused["client_secret"]}>
        {(ids) => <TextInput {...ids} {...register("client_secret")} type="password" autoComplete="off" dir="ltr" placeholder={kept ? "••••••••••••" : undefined} />}
      </Field>
      <Button type="submit" icon={KeyRound} isBusy={keep.isPending} className="self-start">{t("keepKeys")}</Button>
    </form>
  );
}
