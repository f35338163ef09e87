import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { useKept } from "./use-kept";

interface NumberFieldProps {
  label: string;
  help?: string | undefined;
  value: number;
  min: number;
  max: number;
  step: number;
  onSave: (value: number) => void;
  disabled?: boolean;
}

/** A number that is saved when one leaves it, or presses Enter; what is out of bounds is drawn back. */
export function NumberField({ label, help, value, min, max, step, onSave, disabled }: NumberFieldProps) {
  const { value: typed, change } = useKept(String(value));
  const save = () => {
    const found = Math.min(Math.max(Number(typed) || 0, min), max);
    change(String(found));
    if (found !== value) onSave(found);
  };
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <TextInput {...ids} type="number" inputMode="decimal" min={min} max={max} step={step} disabled={disabled} value={typed} onChange={(event) => change(event.target.value)} onBlur={save} onKeyDown={(event) => event.key === "Enter" && save()} />
      )}
    </Field>
  );
}
