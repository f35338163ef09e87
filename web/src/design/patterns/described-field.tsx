import { useWords } from "@/lib/language";
import { Field } from "../primitives/field";
import { SelectInput, TextArea, TextInput } from "../primitives/input";
import { Switch } from "../primitives/switch";

const words = {
  choose: ["Choose", "اختر"],
  usual: ["As usual", "كالمعتاد"],
  list: ["Separated by commas.", "تفصل بينها فواصل."],
} as const;

export type OptionValue = string | number | boolean;

interface Described {
  name: string;
  label: string;
  type: "text" | "choice" | "yes_no" | "number" | "list";
  choices?: readonly string[];
  /** What choices are called whose own word says too little. */
  labels?: Readonly<Record<string, string>>;
  required?: boolean;
  default?: string | number | boolean | null;
  max?: number | null;
  help?: string;
}

interface DescribedFieldProps {
  option: Described;
  value: OptionValue | undefined;
  error?: string | undefined;
  /** Undefined takes the value back: what is usual counts again. */
  onChange: (value: OptionValue | undefined) => void;
}

/** "umm_al_qura" as people read it. */
export function readable(choice: string): string {
  const spaced = choice.replaceAll("_", " ");
  return spaced.slice(0, 1).toUpperCase() + spaced.slice(1);
}

/** "Longest" texts that deserve more than one line. */
const LONG = 200;

function YesNo({ option, value, onChange }: DescribedFieldProps) {
  const shown = typeof value === "boolean" ? value : option.default === true;
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0" dir="auto">
        <p className="at-start text-sm font-medium text-strong">{option.label}</p>
        {option.help && <p className="at-start text-xs text-muted">{option.help}</p>}
      </div>
      <Switch label={option.label} checked={shown} onChange={onChange} />
    </div>
  );
}

function Choice({ option, value, onChange, ids }: DescribedFieldProps & { ids: object }) {
  const t = useWords(words);
  const choices = option.choices ?? [];
  return (
    <SelectInput {...ids} value={String(value ?? option.default ?? "")} onChange={(event) => onChange(event.target.value || undefined)}>
      {!choices.includes(String(option.default)) && <option value="">{t(option.required ? "choose" : "usual")}</option>}
      {choices.map((one) => <option key={one} value={one}>{option.labels?.[one] ?? readable(one)}</option>)}
    </SelectInput>
  );
}

function Entry({ option, value, onChange, ids }: DescribedFieldProps & { ids: object }) {
  const text = value === undefined ? "" : String(value);
  const read = (typed: string) => {
    if (typed === "") return undefined;
    return option.type === "number" ? Number(typed) : typed;
  };
  const limit = option.type === "text" && option.max ? { maxLength: option.max } : {};
  if (option.type === "text" && (option.max ?? 0) > LONG) return <TextArea {...ids} {...limit} dir="auto" value={text} onChange={(event) => onChange(read(event.target.value))} />;
  return (
    <TextInput
      {...ids}
      {...limit}
      dir="auto"
      type={option.type === "number" ? "number" : "text"}
      step="any"
      placeholder={String(option.default ?? "")}
      value={text}
      onChange={(event) => onChange(read(event.target.value))}
    />
  );
}

/** One thing that may be said, drawn from its description: nothing about it is known here. */
export function DescribedField(props: DescribedFieldProps) {
  const { option, error } = props;
  const t = useWords(words);
  if (option.type === "yes_no") return <YesNo {...props} />;
  return (
    <Field label={option.label} help={option.help || (option.type === "list" ? t("list") : undefined)} error={error}>
      {(ids) => (option.type === "choice" ? <Choice {...props} ids={ids} /> : <Entry {...props} ids={ids} />)}
    </Field>
  );
}
