/** The shape of what is coming; it shows itself only when that takes longer than a moment. */
export function Skeleton({ className = "" }: { className?: string }) {
  return (
    <span aria-hidden className="after-a-moment block">
      <span className={`breathe block rounded-control bg-line-subtle ${className}`} />
    </span>
  );
}

export function Loading({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div role="status" aria-label={label}>
      {children}
    </div>
  );
}
