import { useQuery } from "@tanstack/react-query";
import { Controller, useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { providerKinds, useAddProvider, useChangeProvider } from "@/api/providers";
import type { Provider, ProviderKind } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { Switch } from "@/design/primitives/switch";
import { Loaded } from "@/design/patterns/loaded";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { readerZone, toWall } from "@/lib/zones";
import { changeOf, emptyValues, orderOf, tierOrder, valuesOf, type ProviderValues } from "./provider-values";
import { providerWords } from "./words";

type Form = UseFormReturn<ProviderValues>;

/** What each kind of model is paid by. */
const priced: Record<string, readonly ("input" | "output" | "perPicture" | "perCharacters")[]> = { image: ["perPicture"], voice: ["perCharacters"] };

function Prices({ form, step }: { form: Form; step: ProviderKind["step"] }) {
  const t = useWords(providerWords);
  const names = priced[step] ?? (["input", "output"] as const);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-medium text-strong">{t("price")}</legend>
      <div className="grid grid-cols-2 gap-3">
        {names.map((name) => (
          <label key={name} className="flex flex-col gap-1 text-xs text-muted">{t(name)}<TextInput {...form.register(name)} inputMode="decimal" dir="ltr" placeholder="0" className="tabular" /></label>
        ))}
      </div>
      <p className="text-xs text-muted">{t("priceHelp")}</p>
    </fieldset>
  );
}

function Access({ form, kind, hasKey }: { form: Form; kind: ProviderKind | undefined; hasKey: boolean }) {
  const t = useWords(providerWords);
  const known = Object.keys(kind?.addresses ?? {});
  const keyHelp = hasKey ? "keyKept" : kind?.key === "optional" ? "keyOptional" : "keyHelp";
  return (
    <>
      <Field label={t("address")} help={known.length ? t("known", { names: known.join(", ") }) : kind?.default_base_url ? t("addressHelp", { url: kind.default_base_url }) : undefined}>
        {(ids) => <TextInput {...ids} {...form.register("address")} dir="ltr" placeholder={kind?.default_base_url} list={`${ids.id}-known`} />}
      </Field>
      {kind?.key !== "none" && (
        <Field label={t("key")} help={t(keyHelp)}>
          {(ids) => <TextInput {...ids} {...form.register("key", { required: kind?.key === "needed" && !hasKey })} type="password" autoComplete="off" dir="ltr" />}
        </Field>
      )}
    </>
  );
}

function KindField({ form, kinds, kind }: { form: Form; kinds: readonly ProviderKind[]; kind: ProviderKind | undefined }) {
  const t = useWords(providerWords);
  const tierOf = (id: string) => kinds.find((one) => one.id === id)?.tier ?? "balanced";
  return (
    <Field label={t("kind")} help={kind?.description}>
      {(ids) => (
        <SelectInput {...ids} {...form.register("kind", { onChange: (event: { target: { value: string } }) => form.setValue("tier", tierOf(event.target.value)) })}>
          {kinds.map((one) => <option key={one.id} value={one.id}>{one.name} · {t(one.step)}</option>)}
        </SelectInput>
      )}
    </Field>
  );
}

/** Sends a new model or the change of one. */
function useSaving(provider: Provider | null, onDone: () => void) {
  const add = useAddProvider();
  const change = useChangeProvider();
  const save = (values: ProviderValues) => {
    const today = toWall(new Date(), readerZone()).slice(0, 10);
    if (provider) change.mutate({ id: provider.id, change: changeOf(values, today) }, { onSuccess: onDone });
    else add.mutate(orderOf(values, today), { onSuccess: onDone });
  };
  return { save, isBusy: add.isPending || change.isPending, error: add.error ?? change.error };
}

interface ProviderFormProps {
  provider: Provider | null;
  kinds: readonly ProviderKind[];
  onDone: () => void;
}

function ProviderForm({ provider, kinds, onDone }: ProviderFormProps) {
  const t = useWords(providerWords);
  const form = useForm<ProviderValues>({ defaultValues: provider ? valuesOf(provider) : emptyValues(kinds.find((one) => one.key === "optional")) });
  const chosen = useWatch({ control: form.control, name: "kind" });
  const kind = kinds.find((one) => one.id === chosen);
  const { save, isBusy, error } = useSaving(provider, onDone);
  return (
    <form onSubmit={(event) => void form.handleSubmit(save)(event)} className="flex flex-col gap-4">
      {error && <Failure error={error} />}
      {!provider && <KindField form={form} kinds={kinds} kind={kind} />}
      <Field label={t("model")} help={kind?.hint ?? t("modelHelp")} error={form.formState.errors.model && t("modelHelp")}>{(ids) => <TextInput {...ids} {...form.register("model", { required: true })} dir="ltr" />}</Field>
      <Access form={form} kind={kind} hasKey={provider?.has_key === true} />
      <div className="flex flex-col gap-1">
        <span aria-hidden className="text-sm font-medium text-strong">{t("tier")}</span>
        <Controller control={form.control} name="tier" render={({ field }) => <Segmented label={t("tier")} value={field.value} onChange={field.onChange} segments={tierOrder.map((value) => ({ value, label: t(value) }))} className="self-start" />} />
      </div>
      <Prices form={form} step={kind?.step ?? "text"} />
      {provider && (
        <Controller control={form.control} name="isEnabled" render={({ field }) => <div className="flex items-center justify-between gap-4 text-sm text-strong">{t("enabled")}<Switch label={t("enabled")} checked={field.value} onChange={field.onChange} /></div>} />
      )}
      <Button type="submit" variant="primary" isBusy={isBusy} className="self-end">{t(provider ? "save" : "setUp")}</Button>
    </form>
  );
}

interface ProviderDialogProps {
  isOpen: boolean;
  provider: Provider | null;
  onClose: () => void;
}

/** Set a model up, or change one. Its key goes in and never comes out. */
export function ProviderDialog({ isOpen, provider, onClose }: ProviderDialogProps) {
  const t = useWords(providerWords);
  const query = useQuery({ ...providerKinds(), enabled: isOpen });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={provider ? provider.name : t("add")} closeLabel={t("close")}>
      <Loaded query={query} skeleton={<Skeleton className="h-80 w-full" />}>{(kinds) => <ProviderForm provider={provider} kinds={kinds} onDone={onClose} />}</Loaded>
    </Dialog>
  );
}
