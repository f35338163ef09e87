import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";

interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  closeLabel: string;
  children: ReactNode;
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
}

/** The keyboard starts where something is entered, not on the button that closes. */
function focusFirstField(event: Event): void {
  const field = (event.currentTarget as HTMLElement).querySelector<HTMLElement>("input:not([disabled]), select, textarea");
  if (!field) return;
  event.preventDefault();
  field.focus();
}

const widths = { sm: "sm:max-w-96", md: "sm:max-w-128", lg: "sm:max-w-3xl", xl: "sm:max-w-5xl" };

/** On a wide window a dialog in the middle, on a phone a sheet from below. */
export function Dialog({ isOpen, onClose, title, description, closeLabel, children, footer, size = "md" }: DialogProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim [animation:appear_140ms_ease-out]" />
        <Radix.Content
          {...(!description && { "aria-describedby": undefined })}
          onOpenAutoFocus={focusFirstField}
          className={`arrive fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[85dvh] w-full flex-col rounded-card bg-surface-raised shadow-float sm:top-[12dvh] sm:bottom-auto sm:max-h-[76dvh] ${widths[size]}`}
        >
          <header className="flex items-start gap-4 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold text-strong">{title}</Radix.Title>
              {description && <Radix.Description className="mt-1 text-sm text-muted">{description}</Radix.Description>}
            </div>
            <Radix.Close aria-label={closeLabel} className="-me-2 inline-flex size-8 items-center justify-center rounded-control text-muted hover:bg-surface-hover hover:text-strong">
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-subtle px-5 py-3">{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
