import { useQuery } from "@tanstack/react-query";
import { Controller, type UseFormReturn } from "react-hook-form";
import { packs } from "@/api/brands";
import { DescribedField } from "@/design/patterns/described-field";
import { SectionTitle } from "@/design/patterns/page";
import { useWords } from "@/lib/language";
import type { BrandValues } from "./brand-values";
import { brandWords } from "./words";

/** What the brand's pack lets it set, drawn from the pack's own description. */
export function PackOptions({ form, packId, className }: { form: UseFormReturn<BrandValues>; packId: string; className: string }) {
  const t = useWords(brandWords);
  const { data } = useQuery(packs());
  const pack = data?.find((one) => one.id === packId);
  if (!pack?.options.length) return null;
  return (
    <section className={className}>
      <SectionTitle>{t("packOptions", { pack: pack.name })}</SectionTitle>
      <Controller
        control={form.control}
        name="options"
        render={({ field }) => (
          <div className="grid gap-4 sm:grid-cols-2">
            {pack.options.map((one) => (
              <DescribedField
                key={one.name}
                option={one}
                value={field.value[one.name]}
                onChange={(value) => {
                  const rest = Object.fromEntries(Object.entries(field.value).filter(([name]) => name !== one.name));
                  field.onChange(value === undefined ? rest : { ...rest, [one.name]: value });
                }}
              />
            ))}
          </div>
        )}
      />
    </section>
  );
}
