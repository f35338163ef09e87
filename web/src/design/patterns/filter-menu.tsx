import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../primitives/button";
import { RemovableChip } from "../primitives/chip";
import { Menu, MenuItem } from "../primitives/menu";

export interface FilterOption {
  id: string;
  name: string;
  mark: ReactNode;
}

interface FilterMenuProps {
  label: string;
  removeLabel: (name: string) => string;
  options: readonly FilterOption[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** One filter: a quiet button while unset, a chip that can be taken off once set. */
export function FilterMenu({ label, removeLabel, options, value, onChange }: FilterMenuProps) {
  const chosen = options.find((one) => one.id === value);
  if (chosen) {
    return (
      <RemovableChip removeLabel={removeLabel(chosen.name)} onRemove={() => onChange(undefined)}>
        {chosen.mark} <bdi>{chosen.name}</bdi>
      </RemovableChip>
    );
  }
  if (options.length === 0) return null;
  return (
    <Menu align="start" trigger={<Button size="sm" icon={Plus} className="rounded-full">{label}</Button>}>
      {options.map((one) => (
        <MenuItem key={one.id} onSelect={() => onChange(one.id)}>
          <span className="flex items-center gap-2">{one.mark}<bdi>{one.name}</bdi></span>
        </MenuItem>
      ))}
    </Menu>
  );
}
