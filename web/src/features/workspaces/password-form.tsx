import { useForm } from "react-hook-form";
import { useChangePassword } from "@/api/session";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { say } from "@/design/primitives/toast";
import { SectionTitle } from "@/design/patterns/page";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { settingsWords } from "./words";

const SHORTEST = 10;

export function PasswordForm() {
  const t = useWords(settingsWords);
  const change = useChangePassword();
  const { register, handleSubmit, formState, reset } = useForm({ defaultValues: { current: "", fresh: "" } });
  const submit = handleSubmit(({ current, fresh }) =>
    change.mutateAsync({ new: fresh, ...(current && { current }) }).then(() => {
      reset();
      say(t("passwordChanged"));
    }, () => undefined),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4 *:first:mb-0 rounded-card border border-subtle bg-surface-raised p-5">
      <SectionTitle>{t("password")}</SectionTitle>
      {change.isError && <Failure error={change.error} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("current")} help={t("currentHelp")}>{(ids) => <TextInput {...ids} {...register("current")} type="password" autoComplete="current-password" dir="ltr" />}</Field>
        <Field label={t("fresh")} help={t("freshHelp")} error={formState.errors.fresh?.message}>
          {(ids) => <TextInput {...ids} {...register("fresh", { minLength: { value: SHORTEST, message: t("freshShort") }, required: t("freshShort") })} type="password" autoComplete="new-password" dir="ltr" />}
        </Field>
      </div>
      <Button type="submit" isBusy={change.isPending} className="self-end">{t("changePassword")}</Button>
    </form>
  );
}
