import type { Asset, AssetChange, LicenceKind } from "@/api/types";

export const licenceKinds: readonly LicenceKind[] = ["own_work", "generated", "public_domain", "cc0", "cc_by", "cc_by_sa", "permission", "purchased", "unknown"];

/** What has to be said with a licence for it to hold. */
const needed: Partial<Record<LicenceKind, readonly ("author" | "url" | "proof")[]>> = {
  cc_by: ["author", "url"],
  cc_by_sa: ["author", "url"],
  permission: ["author", "proof"],
  purchased: ["proof"],
};

export interface AssetValues {
  title: string;
  alt: string;
  tags: string;
  folder: string;
  kind: LicenceKind;
  author: string;
  url: string;
  proof: string;
}

export function valuesOf(asset: Asset): AssetValues {
  const { licence } = asset;
  return {
    title: asset.title, alt: asset.alt, tags: asset.tags.join(", "), folder: asset.folder_id ?? "",
    kind: licence.kind as LicenceKind, author: licence.author, url: licence.url, proof: licence.proof,
  };
}

export const tagsOf = (text: string) => [...new Set(text.split(/[,،]/).map((one) => one.trim().replace(/^#/, "").toLowerCase()).filter(Boolean))];

export function fieldsFor(kind: LicenceKind): readonly ("author" | "url" | "proof")[] {
  return needed[kind] ?? [];
}

/** Only what was changed travels, so that nobody else's change is overwritten. */
export function changeOf(asset: Asset, values: AssetValues): AssetChange {
  const old = valuesOf(asset);
  const isLicence = (["kind", "author", "url", "proof"] as const).some((name) => values[name] !== old[name]);
  return {
    ...(values.title !== old.title && { title: values.title.trim() }),
    ...(values.alt !== old.alt && { alt: values.alt.trim() }),
    ...(values.tags !== old.tags && { tags: tagsOf(values.tags) }),
    ...(values.folder !== old.folder && { folder_id: values.folder || null }),
    ...(isLicence && { licence: { kind: values.kind, author: values.author.trim(), url: values.url.trim(), proof: values.proof.trim(), note: asset.licence.note } }),
  };
}

/** "1.2 MB" */
export function sizeText(bytes: number, locale: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1000)), units.length - 1);
  return new Intl.NumberFormat(locale, { style: "unit", unit: units[step] ?? "byte", unitDisplay: "short", maximumFractionDigits: 1 }).format(bytes / 1000 ** step);
}
