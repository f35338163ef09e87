import { Controller, useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { useChangeBrand } from "@/api/brands";
import type { Brand } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextArea, TextInput } from "@/design/primitives/input";
import { Switch } from "@/design/primitives/switch";
import { say } from "@/design/primitives/toast";
import { SectionTitle } from "@/design/patterns/page";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { zoneList } from "@/lib/zone-list";
import { changeOf, valuesOf, type BrandValues } from "./brand-values";
import { ContrastList } from "./contrast-list";
import { KitCard } from "./kit-card";
import { PackOptions } from "./pack-options";
import { PaletteFields } from "./palette-fields";
import { PolicyTable } from "./policy-table";
import { brandWords } from "./words";

type Form = UseFormReturn<BrandValues>;
const card = "flex flex-col gap-4 *:first:mb-0 rounded-card border border-subtle bg-surface-raised p-5";

function Identity({ form, zone }: { form: Form; zone: string }) {
  const t = useWords(brandWords);
  const { register, formState } = form;
  return (
    <section className={card}>
      <SectionTitle>{t("identity")}</SectionTitle>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("name")} error={formState.errors.name?.message}>{(ids) => <TextInput {...ids} {...register("name", { required: t("nameMissing") })} dir="auto" />}</Field>
        <Field label={t("handle")}>{(ids) => <TextInput {...ids} {...register("handle")} dir="ltr" />}</Field>
        <Field label={t("language")}>
          {(ids) => (
            <SelectInput {...ids} {...register("language")}>
              <option value="en">{t("english")}</option>
              <option value="ar">{t("arabic")}</option>
            </SelectInput>
          )}
        </Field>
        <Field label={t("timeZone")}>
          {(ids) => <SelectInput {...ids} {...register("timeZone")}>{zoneList(zone).map((name) => <option key={name}>{name}</option>)}</SelectInput>}
        </Field>
      </div>
      <Field label={t("audience")} help={t("audienceHelp")}>{(ids) => <TextInput {...ids} {...register("audience")} dir="auto" />}</Field>
    </section>
  );
}

function VoiceSection({ form }: { form: Form }) {
  const t = useWords(brandWords);
  const { register } = form;
  return (
    <section className={card}>
      <SectionTitle>{t("voice")}</SectionTitle>
      <Field label={t("tone")} help={t("toneHelp")}>{(ids) => <TextInput {...ids} {...register("tone")} dir="auto" />}</Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("do")} help={t("lines")}>{(ids) => <TextArea {...ids} {...register("do")} dir="auto" />}</Field>
        <Field label={t("dont")} help={t("lines")}>{(ids) => <TextArea {...ids} {...register("dont")} dir="auto" />}</Field>
      </div>
      <Field label={t("samples")} help={t("samplesHelp")}>{(ids) => <TextArea {...ids} {...register("samples")} dir="auto" />}</Field>
      <Field label={t("forbidden")} help={t("forbiddenHelp")}>{(ids) => <TextInput {...ids} {...register("forbidden")} dir="auto" />}</Field>
    </section>
  );
}

function Disclosure({ form }: { form: Form }) {
  const t = useWords(brandWords);
  return (
    <section className="flex items-center justify-between gap-6 rounded-card border border-subtle bg-surface-raised p-5">
      <div>
        <p className="text-sm font-medium text-strong">{t("disclosure")}</p>
        <p className="text-xs text-muted">{t("disclosureHelp")}</p>
      </div>
      <Controller control={form.control} name="aiLabel" render={({ field }) => <Switch label={t("disclosure")} checked={field.value} onChange={field.onChange} />} />
    </section>
  );
}

export function BrandForm({ brand }: { brand: Brand }) {
  const t = useWords(brandWords);
  const change = useChangeBrand(brand.id);
  const form = useForm<BrandValues>({ values: valuesOf(brand), resetOptions: { keepDirtyValues: true } });
  const { isDirty } = form.formState;
  const [name, palette, symbol] = useWatch({ control: form.control, name: ["name", "palette", "symbol"] });
  const submit = form.handleSubmit((values) => change.mutateAsync(changeOf(values)).then((saved) => {
    form.reset(valuesOf(saved));
    say(t("saved"));
  }, () => undefined));
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-6">
        {change.isError && <Failure error={change.error} />}
        <Identity form={form} zone={brand.time_zone} />
        <VoiceSection form={form} />
        <PackOptions form={form} packId={brand.pack} className={card} />
        <Disclosure form={form} />
        <PolicyTable form={form} className={card} />
      </div>
      <section className={`${card} lg:sticky lg:top-19`}>
        <SectionTitle>{t("kit")}</SectionTitle>
        <KitCard name={name} palette={palette} symbol={symbol} />
        <PaletteFields form={form} />
        <ContrastList palette={palette} />
      </section>
      {isDirty && (
        <div className="arrive sticky bottom-20 z-10 flex items-center justify-end gap-3 rounded-card bg-surface-raised p-3 shadow-float lg:bottom-4 lg:col-span-2">
          <span role="status" className="me-auto text-sm text-muted">{t("unsaved")}</span>
          <Button variant="quiet" onClick={() => form.reset(valuesOf(brand))}>{t("discard")}</Button>
          <Button type="submit" variant="primary" isBusy={change.isPending}>{t("save")}</Button>
        </div>
      )}
    </form>
  );
}
