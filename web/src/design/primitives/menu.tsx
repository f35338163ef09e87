import * as Radix from "@radix-ui/react-dropdown-menu";
import { Check, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useLanguage } from "@/lib/language";

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
}

export function Menu({ trigger, children, align = "end", side = "bottom" }: MenuProps) {
  const { direction } = useLanguage();
  return (
    <Radix.Root dir={direction} modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="arrive z-50 max-h-96 min-w-52 overflow-y-auto rounded-card bg-surface-raised p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const row =
  "flex h-8 cursor-pointer items-center gap-2 rounded-control px-2 text-sm text-body outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-surface-hover data-[highlighted]:text-strong";

interface MenuItemProps {
  icon?: LucideIcon;
  isChosen?: boolean;
  isDangerous?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon: Icon, isChosen, isDangerous, disabled, onSelect, children }: MenuItemProps) {
  return (
    <Radix.Item disabled={disabled ?? false} onSelect={onSelect} className={`${row} ${isDangerous ? "text-failed" : ""}`}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 text-muted" />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {isChosen && <Check aria-hidden className="size-4 shrink-0 text-action" />}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 text-xs text-muted">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className="my-1 h-px bg-line-subtle" />;
}
