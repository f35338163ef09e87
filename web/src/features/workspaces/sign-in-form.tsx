import { useState } from "react";
import { useForm } from "react-hook-form";
import { signIn } from "@/api/session";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { signInWords } from "./words";

interface Credentials {
  email: string;
  password: string;
}

export function SignInForm({ onDone }: { onDone: () => void }) {
  const t = useWords(signInWords);
  const [failure, setFailure] = useState<unknown>(null);
  const { register, handleSubmit, formState } = useForm<Credentials>();
  const submit = handleSubmit(async ({ email, password }) => {
    try {
      setFailure(null);
      await signIn(email, password);
      onDone();
    } catch (error) {
      setFailure(error);
    }
  });
  const { errors, isSubmitting } = formState;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      {failure !== null && <Failure error={failure} />}
      <Field label={t("email")} error={errors.email?.message}>
        {(ids) => (
          <TextInput {...ids} {...register("email", { required: t("emailMissing") })} type="email" autoComplete="username" autoFocus dir="ltr" className="h-10" />
        )}
      </Field>
      <Field label={t("password")} error={errors.password?.message}>
        {(ids) => (
          <TextInput {...ids} {...register("password", { required: t("passwordMissing") })} type="password" autoComplete="current-password" dir="ltr" className="h-10" />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" isBusy={isSubmitting}>{t("signIn")}</Button>
    </form>
  );
}
