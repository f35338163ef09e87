import { useForm } from "react-hook-form";
import { useChangeMe } from "@/api/session";
import type { Person } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { say, sayError } from "@/design/primitives/toast";
import { useLanguage, useWords } from "@/lib/language";
import { setTheme, useTheme } from "@/lib/theme";
import { zoneList } from "@/lib/zone-list";
import { PasswordForm } from "./password-form";
import { settingsWords } from "./words";

const card = "flex flex-col gap-5 rounded-card border border-subtle bg-surface-raised p-5";

function Looks() {
  const t = useWords(settingsWords);
  const { language, setLanguage } = useLanguage();
  const theme = useTheme();
  const change = useChangeMe();
  return (
    <section className={card}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="text-sm font-medium text-strong">{t("language")}</span>
        <Segmented
          label={t("language")}
          value={language}
          onChange={(chosen) => {
            setLanguage(chosen);
            change.mutate({ language: chosen });
          }}
          segments={[{ value: "en", label: "English" }, { value: "ar", label: "العربية" }]}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="text-sm font-medium text-strong">{t("theme")}</span>
        <Segmented
          label={t("theme")}
          value={theme}
          onChange={(chosen) => {
            setTheme(chosen);
            change.mutate({ theme: chosen });
          }}
          segments={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
    </section>
  );
}

export function ProfilePanel({ person }: { person: Person }) {
  const t = useWords(settingsWords);
  const change = useChangeMe();
  const { register, handleSubmit, formState, reset } = useForm({ values: { name: person.name, time_zone: person.time_zone } });
  const submit = handleSubmit((values) =>
    change.mutateAsync(values).then(() => {
      reset(values);
      say(t("saved"));
    }, sayError),
  );
  return (
    <div className="flex flex-col gap-6">
      <Looks />
      <form onSubmit={(event) => void submit(event)} className={card}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("name")}>{(ids) => <TextInput {...ids} {...register("name")} autoComplete="name" dir="auto" />}</Field>
          <Field label={t("email")}>{(ids) => <TextInput {...ids} value={person.email} readOnly disabled dir="ltr" />}</Field>
        </div>
        <Field label={t("timeZone")} help={t("timeZoneHelp")}>
          {(ids) => <SelectInput {...ids} {...register("time_zone")}>{zoneList(person.time_zone).map((zone) => <option key={zone}>{zone}</option>)}</SelectInput>}
        </Field>
        <Button type="submit" variant="primary" disabled={!formState.isDirty} isBusy={change.isPending} className="self-end">{t("save")}</Button>
      </form>
      <PasswordForm />
    </div>
  );
}
