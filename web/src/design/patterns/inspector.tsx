import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useMedia } from "@/lib/hooks";
import { IconButton } from "../primitives/icon-button";

interface InspectorProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  closeLabel: string;
  children: ReactNode;
}

/** The selected thing, beside the list on a wide window and as a sheet on a small one. */
export function Inspector({ isOpen, onClose, title, closeLabel, children }: InspectorProps) {
  const isWide = useMedia("(min-width: 80rem)");
  if (isWide) {
    if (!isOpen) return null;
    return (
      <aside
        aria-label={title}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
        className="arrive sticky top-17 flex max-h-[calc(100dvh-7rem)] w-90 shrink-0 flex-col self-start overflow-hidden rounded-card border border-subtle bg-surface-raised"
      >
        <header className="flex h-11 shrink-0 items-center justify-between gap-2 border-b border-subtle ps-4 pe-2">
          <h2 className="truncate text-sm font-semibold text-strong">{title}</h2>
          <IconButton icon={X} label={closeLabel} keys="Esc" size="sm" onClick={onClose} />
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
      </aside>
    );
  }
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim [animation:appear_140ms_ease-out]" />
        <Radix.Content
          data-inspector
          aria-describedby={undefined}
          className="arrive fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[88dvh] w-full max-w-128 flex-col rounded-card bg-surface-raised shadow-float"
        >
          <header className="flex h-12 shrink-0 items-center justify-between border-b border-subtle ps-4 pe-2">
            <Radix.Title className="truncate text-sm font-semibold text-strong">{title}</Radix.Title>
            <Radix.Close aria-label={closeLabel} className="inline-flex size-8 items-center justify-center rounded-control text-muted hover:bg-surface-hover">
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
