import type { ReactNode } from "react";

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd
      dir="ltr"
      className="inline-flex h-5 min-w-5 items-center justify-center rounded-control border border-subtle bg-surface-page px-1 font-mono text-xs text-muted"
    >
      {children}
    </kbd>
  );
}
