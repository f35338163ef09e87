import { Controller, type UseFormReturn } from "react-hook-form";
import { useWords } from "@/lib/language";
import type { BrandValues } from "./brand-values";
import { paletteOrder } from "./palette";
import { brandWords } from "./words";

/** The five colours of a kit; each is picked, and its value stands beside it to be read out. */
export function PaletteFields({ form }: { form: UseFormReturn<BrandValues> }) {
  const t = useWords(brandWords);
  return (
    <ul className="flex flex-col gap-2">
      {paletteOrder.map((name) => (
        <li key={name}>
          <Controller
            control={form.control}
            name={`palette.${name}`}
            render={({ field }) => (
              <label className="flex items-center gap-3 text-sm text-body">
                <input type="color" value={field.value} onChange={(event) => field.onChange(event.target.value)} className="size-7 shrink-0 cursor-pointer rounded-control border border-subtle bg-transparent" />
                <span className="flex-1">{t(name)}</span>
                <span className="font-mono text-xs text-muted" dir="ltr">{field.value}</span>
              </label>
            )}
          />
        </li>
      ))}
    </ul>
  );
}
