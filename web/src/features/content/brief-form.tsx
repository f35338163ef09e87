import { Sparkles } from "lucide-react";
import type { Brand, ContentType, Pack } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { BrandMark } from "@/design/patterns/brand-mark";
import { useWords } from "@/lib/language";
import { missingIn, type Brief } from "./brief";
import { CostLine } from "./cost-line";
import { MannerFields } from "./manner-fields";
import { useCost } from "./use-cost";
import { studioWords } from "./words";

const steps = ["text", "image"] as const;

interface BriefFormProps {
  brief: Brief;
  brands: readonly Brand[];
  pack: Pack | undefined;
  isMaking: boolean;
  isMade: boolean;
  onChange: (change: Partial<Brief>) => void;
  onMake: () => void;
}

/** More brands than fit as tiles are chosen from a list. */
const MOST_TILES = 16;

function BrandTiles({ brief, brands, onChange }: Pick<BriefFormProps, "brief" | "brands" | "onChange">) {
  const t = useWords(studioWords);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-strong">{t("brand")}</legend>
      <div className="grid grid-cols-4 gap-1 rounded-card border border-subtle bg-surface-raised p-1">
        {brands.map((brand) => (
          <label
            key={brand.id}
            className="flex cursor-pointer flex-col items-center gap-1 rounded-control py-2 text-xs text-body hover:bg-surface-hover has-checked:bg-surface-selected has-checked:font-medium has-checked:ring-1 has-checked:ring-action has-checked:text-strong has-focus-visible:outline-2 has-focus-visible:outline-action"
          >
            <input type="radio" name="brand" value={brand.id} checked={brand.id === brief.brand} onChange={() => onChange({ brand: brand.id })} className="sr-only" />
            <BrandMark brand={brand} size="md" />
            <span className="w-full truncate text-center"><bdi>{brand.name.replace(/ Daily$/, "")}</bdi></span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function TypeField({ brief, pack, type, onChange }: Pick<BriefFormProps, "brief" | "pack" | "onChange"> & { type: ContentType | undefined }) {
  const t = useWords(studioWords);
  const help = type && [type.needs_person && t("needsPerson"), t("typeHelp", { time: type.default_time })].filter(Boolean).join(" ");
  return (
    <div className="flex flex-col gap-1">
      <Field label={t("type")} help={help}>
        {(ids) => (
          <SelectInput {...ids} value={brief.type} onChange={(event) => onChange({ type: event.target.value })}>
            {pack?.types.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </SelectInput>
        )}
      </Field>
      {type && <p className="at-start text-xs text-muted" dir="auto">{type.description}</p>}
    </div>
  );
}

export function BriefForm({ brief, brands, pack, isMaking, isMade, onChange, onMake }: BriefFormProps) {
  const t = useWords(studioWords);
  const type = pack?.types.find((one) => one.id === brief.type);
  const missing = missingIn(brief, pack, type);
  const { cost, makers } = useCost([{ brand: brief.brand, pieces: 1 }], steps);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) onMake();
      }}
    >
      {brands.length <= MOST_TILES ? (
        <BrandTiles brief={brief} brands={brands} onChange={onChange} />
      ) : (
        <Field label={t("brand")}>
          {(ids) => (
            <SelectInput {...ids} value={brief.brand} onChange={(event) => onChange({ brand: event.target.value })}>
              {brands.map((brand) => <option key={brand.id} value={brand.id}>{brand.name}</option>)}
            </SelectInput>
          )}
        </Field>
      )}
      <TypeField brief={brief} pack={pack} type={type} onChange={onChange} />
      <Field label={t("date")} error={missing === "day" ? t("dateRange") : undefined}>
        {(ids) => <TextInput {...ids} type="date" min="1900-01-01" max="2050-12-31" value={brief.date} onChange={(event) => onChange({ date: event.target.value })} />}
      </Field>
      <div className="flex flex-col gap-1">
        <span aria-hidden className="text-sm font-medium text-strong">{t("length")}</span>
        <Segmented label={t("length")} value={brief.length} onChange={(length) => onChange({ length })} segments={(["short", "medium", "long"] as const).map((value) => ({ value, label: t(value) }))} className="w-full" />
      </div>
      <MannerFields brief={brief} brand={brands.find((one) => one.id === brief.brand)} pack={pack} type={type} onChange={onChange} />
      <CostLine cost={cost} makers={makers} steps={steps} />
      <Button type="submit" variant={isMade ? "secondary" : "primary"} size="lg" icon={Sparkles} isBusy={isMaking} disabled={missing !== null || brief.type === ""}>
        {isMaking ? t("making") : isMade ? t("makeAnother") : t("make")}
      </Button>
      {missing && missing !== "day" && <p className="text-xs text-muted">{t(missing === "notes" ? "notesMissing" : "answersMissing")}</p>}
    </form>
  );
}
