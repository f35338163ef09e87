import { useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { useChangeAsset } from "@/api/library";
import type { Asset, Folder } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextArea, TextInput } from "@/design/primitives/input";
import { say } from "@/design/primitives/toast";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { changeOf, fieldsFor, licenceKinds, valuesOf, type AssetValues } from "./asset-values";
import { libraryWords } from "./words";

function LicenceFields({ form }: { form: UseFormReturn<AssetValues> }) {
  const t = useWords(libraryWords);
  const kind = useWatch({ control: form.control, name: "kind" });
  return (
    <>
      <Field label={t("licence")} help={kind === "unknown" ? t("unknownHelp") : undefined}>
        {(ids) => <SelectInput {...ids} {...form.register("kind")}>{licenceKinds.map((one) => <option key={one} value={one}>{t(one)}</option>)}</SelectInput>}
      </Field>
      {fieldsFor(kind).map((name) => (
        <Field key={name} label={t(name)} help={name === "proof" ? t("proofHelp") : undefined}>
          {(ids) => <TextInput {...ids} {...form.register(name, { required: true })} dir={name === "url" ? "ltr" : "auto"} required />}
        </Field>
      ))}
    </>
  );
}

/** What is said about a file: its title, what is to be seen, where it lies, under which terms. */
export function AssetForm({ asset, folders }: { asset: Asset; folders: readonly Folder[] }) {
  const t = useWords(libraryWords);
  const change = useChangeAsset();
  const form = useForm<AssetValues>({ values: valuesOf(asset) });
  const submit = form.handleSubmit((values) => change.mutateAsync({ id: asset.id, change: changeOf(asset, values) }).then(() => say(t("saved")), () => undefined));
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {change.isError && <Failure error={change.error} />}
      <Field label={t("name")}>{(ids) => <TextInput {...ids} {...form.register("title")} dir="auto" />}</Field>
      <Field label={t("alt")} help={t("altHelp")}>{(ids) => <TextArea {...ids} {...form.register("alt")} dir="auto" />}</Field>
      <LicenceFields form={form} />
      <Field label={t("tags")} help={t("tagsHelp")}>{(ids) => <TextInput {...ids} {...form.register("tags")} dir="auto" />}</Field>
      {folders.length > 0 && (
        <Field label={t("folder")}>
          {(ids) => <SelectInput {...ids} {...form.register("folder")}><option value="">{t("noFolder")}</option>{folders.map((one) => <option key={one.id} value={one.id}>{one.path}</option>)}</SelectInput>}
        </Field>
      )}
      {form.formState.isDirty && <Button type="submit" variant="primary" isBusy={change.isPending} className="arrive self-end">{t("save")}</Button>}
    </form>
  );
}
