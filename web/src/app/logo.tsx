/** A sun on the horizon, sending: one short, one long. */
export function Logo({ className = "size-6" }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" fill="none" stroke="currentColor" strokeWidth="2.75" strokeLinecap="round" className={className}>
      <path d="M7 20a9 9 0 0 1 18 0M3 26h6M14 26h15M16 4v2M5.5 9l1.4 1.4M26.5 9l-1.4 1.4" />
    </svg>
  );
}
