import * as Radix from "@radix-ui/react-switch";

interface SwitchProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  id?: string;
}

export function Switch({ label, checked, onChange, disabled, id }: SwitchProps) {
  return (
    <Radix.Root
      {...(id && { id })}
      aria-label={label}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled ?? false}
      className="relative inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-line-control p-1 transition-colors disabled:opacity-50 data-[state=checked]:bg-action"
    >
      <Radix.Thumb className="block size-3 rounded-full bg-surface-raised transition-transform data-[state=checked]:translate-x-4 rtl:data-[state=checked]:-translate-x-4" />
    </Radix.Root>
  );
}
