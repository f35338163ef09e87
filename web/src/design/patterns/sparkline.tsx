interface SparklineProps {
  values: readonly number[];
  label: string;
  band?: readonly { low: number; high: number }[] | undefined;
  className?: string;
}

/** A curve without axes; grey band for what was expected, one colour for what came. */
export function Sparkline({ values, label, band, className = "h-8 w-24" }: SparklineProps) {
  if (values.length < 2) {
    return <span className={`inline-flex items-center text-xs text-muted ${className}`}>{label}</span>;
  }
  const top = Math.max(1, ...values, ...(band ?? []).map((one) => one.high));
  const x = (index: number, count: number) => (index / (count - 1)) * 100;
  const y = (value: number) => 38 - (value / top) * 34;
  const line = values.map((value, index) => `${index ? "L" : "M"}${x(index, values.length).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const high = band?.map((one, index) => `${index ? "L" : "M"}${x(index, band.length).toFixed(1)} ${y(one.high).toFixed(1)}`).join("");
  const low = band?.map((_, index) => {
    const at = band.length - 1 - index;
    return `L${x(at, band.length).toFixed(1)} ${y(band[at]?.low ?? 0).toFixed(1)}`;
  }).join("");
  return (
    <svg role="img" aria-label={label} viewBox="0 0 100 40" preserveAspectRatio="none" className={className}>
      {band && <path d={`${high}${low}Z`} className="fill-line-subtle" />}
      <path d={`${line}L100 40L0 40Z`} className="fill-action opacity-10" />
      <path d={line} fill="none" strokeWidth="1.5" vectorEffect="non-scaling-stroke" strokeLinejoin="round" className="stroke-action" />
    </svg>
  );
}
