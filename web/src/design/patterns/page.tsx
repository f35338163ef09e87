import type { ReactNode } from "react";
import { useTitle } from "@/lib/hooks";

interface PageProps {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  filters?: ReactNode;
  children: ReactNode;
  width?: "full" | "reading";
}

/** The frame of a page: its title, one primary action, its filters, its content. */
export function Page({ title, lead, action, filters, children, width = "full" }: PageProps) {
  useTitle(title);
  return (
    <div className={`mx-auto w-full px-4 pt-6 pb-12 sm:px-6 lg:px-8 ${width === "reading" ? "max-w-4xl" : "max-w-420"}`}>
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight text-strong rtl:tracking-normal"><bdi>{title}</bdi></h1>
          {lead && <div className="mt-1 text-sm text-muted">{lead}</div>}
        </div>
        {action && <div className="flex flex-wrap items-center gap-2">{action}</div>}
      </header>
      {filters && <div className="mt-4 flex flex-wrap items-center gap-2">{filters}</div>}
      <div className="mt-6">{children}</div>
    </div>
  );
}

export function SectionTitle({ children, count, trailing }: { children: ReactNode; count?: number | undefined; trailing?: ReactNode }) {
  return (
    <div className="mb-3 flex h-7 items-center justify-between gap-3">
      <h2 className="flex items-center gap-2 text-sm font-semibold text-strong">
        {children}
        {count !== undefined && <span className="tabular font-normal text-muted">{count}</span>}
      </h2>
      {trailing}
    </div>
  );
}
