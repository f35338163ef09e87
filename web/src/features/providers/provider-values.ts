import type { Provider, ProviderChange, ProviderKind, ProviderRequest, Tier } from "@/api/types";

export const tierOrder: readonly Tier[] = ["offline", "budget", "balanced", "premium"];

/** A model as its form shows it: numbers are text until they are sent. */
export interface ProviderValues {
  kind: string;
  model: string;
  name: string;
  tier: Tier;
  address: string;
  key: string;
  input: string;
  output: string;
  perPicture: string;
  perCharacters: string;
  isEnabled: boolean;
}

export function emptyValues(kind: ProviderKind | undefined): ProviderValues {
  return { kind: kind?.id ?? "", model: "", name: "", tier: kind?.tier ?? "balanced", address: "", key: "", input: "", output: "", perPicture: "", perCharacters: "", isEnabled: true };
}

const shown = (price: number) => (price === 0 ? "" : String(price));

export function valuesOf(provider: Provider): ProviderValues {
  const { price } = provider;
  return {
    kind: provider.kind, model: provider.model, name: provider.name, tier: provider.tier, address: provider.base_url, key: "",
    input: shown(price.input_per_1k), output: shown(price.output_per_1k), perPicture: shown(price.per_picture), perCharacters: shown(price.per_1k_characters), isEnabled: provider.is_enabled,
  };
}

/** A number as people write it; nothing is free. */
const amount = (text: string) => Number(text.trim().replace(",", ".")) || 0;

function priceOf(values: ProviderValues, today: string) {
  return { input_per_1k: amount(values.input), output_per_1k: amount(values.output), per_picture: amount(values.perPicture), per_1k_characters: amount(values.perCharacters), as_of: today };
}

export function orderOf(values: ProviderValues, today: string): ProviderRequest {
  const [name, address, key] = [values.name.trim(), values.address.trim(), values.key.trim()];
  return {
    kind: values.kind, model: values.model.trim(), tier: values.tier, price: priceOf(values, today),
    ...(name && { name }), ...(address && { base_url: address }), ...(key && { key }),
  };
}

/** The key travels only when another one was entered. */
export function changeOf(values: ProviderValues, today: string): ProviderChange {
  const key = values.key.trim();
  return {
    model: values.model.trim(), name: values.name.trim(), tier: values.tier, base_url: values.address.trim(),
    price: priceOf(values, today), is_enabled: values.isEnabled, ...(key && { key }),
  } as ProviderChange;
}
