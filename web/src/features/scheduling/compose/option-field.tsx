import type { PlatformOption } from "@/api/types";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { Segmented } from "@/design/primitives/segmented";
import { useLanguage, useWords } from "@/lib/language";
import type { OptionValue } from "./draft";
import { choiceLabel, optionHelp, optionLabel } from "./option-labels";
import { composeWords } from "./words";

interface OptionFieldProps {
  platform: string;
  option: PlatformOption;
  choices: readonly string[];
  value: OptionValue | undefined;
  error: string | undefined;
  onChange: (value: OptionValue) => void;
}

function YesNo({ platform, option, value, error, onChange }: OptionFieldProps) {
  const t = useWords(composeWords);
  const { language } = useLanguage();
  const label = optionLabel(platform, option, language);
  const help = optionHelp(platform, option, language);
  if (option.required) {
    // What the law asks a person to say has no answer until one is given.
    const said = value === true ? "yes" : value === false ? "no" : "unsaid";
    return (
      <div className="flex flex-col gap-1">
        <span aria-hidden className="text-sm font-medium text-strong" dir="auto"><span className="at-start block">{label}</span></span>
        <Segmented<"yes" | "no" | "unsaid"> label={label} value={said} onChange={(next) => onChange(next === "yes")} segments={[{ value: "yes", label: t("yes") }, { value: "no", label: t("no") }]} className="self-start" />
        {(error ?? help) && <p className={`text-xs ${error ? "text-failed" : "text-muted"}`} dir="auto"><span className="at-start block">{error ?? help}</span></p>}
      </div>
    );
  }
  return (
    <label className="flex items-start gap-2 text-sm text-body">
      <input type="checkbox" checked={value === undefined ? option.default === true : value === true} onChange={(event) => onChange(event.target.checked)} className="mt-px size-4 shrink-0 accent-action" />
      <span dir="auto" className="at-start min-w-0">
        {label}
        {help && <span className="block text-xs text-muted">{help}</span>}
      </span>
    </label>
  );
}

/** One thing a network wants to know of a post, as its manifest describes it. */
export function OptionField(props: OptionFieldProps) {
  const { platform, option, choices, value, error, onChange } = props;
  const t = useWords(composeWords);
  const { language } = useLanguage();
  if (option.type === "yes_no") return <YesNo {...props} />;
  const label = optionLabel(platform, option, language);
  const shown = value ?? (Array.isArray(option.default) ? "" : option.default) ?? "";
  return (
    <Field label={label} help={optionHelp(platform, option, language) || (option.type === "list" ? t("listHelp") : undefined)} error={error}>
      {(ids) =>
        option.type === "choice" ? (
          <SelectInput {...ids} value={String(shown)} onChange={(event) => onChange(event.target.value)}>
            {option.default === null && <option value="">{t(option.required ? "choose" : "unsaid")}</option>}
            {choices.map((one) => <option key={one} value={one}>{choiceLabel(one, language)}</option>)}
          </SelectInput>
        ) : (
          <TextInput
            {...ids}
            dir="auto"
            type={option.type === "number" ? "number" : "text"}
            maxLength={option.type === "text" && option.max ? option.max : undefined}
            list={choices.length > 0 ? `${ids.id}-offers` : undefined}
            value={Array.isArray(shown) ? shown.join(", ") : String(shown)}
            onChange={(event) => onChange(option.type === "number" ? Number(event.target.value) : option.type === "list" ? event.target.value.split(/\s*[,،]\s*/) : event.target.value)}
          />
        )
      }
    </Field>
  );
}
