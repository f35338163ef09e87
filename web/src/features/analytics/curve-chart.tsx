import { useState } from "react";
import { useLanguage } from "@/lib/language";
import { age, ageTicks } from "@/lib/time";

export interface CurvePoint {
  seconds: number;
  value: number;
}

interface CurveChartProps {
  points: readonly CurvePoint[];
  label: string;
  format: (value: number) => string;
}

const W = 640;
const H = 200;
const PAD = { top: 16, bottom: 28, start: 8, end: 52 };

/** A round number at or above the value, for the top line. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= value) ?? 10;
  return Math.max(step * power, 4);
}

/** Time since publishing runs left to right in every language; the axis starts at zero. */
export function CurveChart({ points, label, format }: CurveChartProps) {
  const { language } = useLanguage();
  const [at, setAt] = useState<number | null>(null);
  const last = points.at(-1);
  if (!last) return null;
  const top = niceTop(Math.max(...points.map((point) => point.value)));
  const x = (seconds: number) => PAD.start + (seconds / last.seconds) * (W - PAD.start - PAD.end);
  const y = (value: number) => H - PAD.bottom - (value / top) * (H - PAD.top - PAD.bottom);
  const all = [{ seconds: 0, value: 0 }, ...points];
  const path = all.map((point, index) => `${index ? "L" : "M"}${x(point.seconds).toFixed(1)} ${y(point.value).toFixed(1)}`).join("");
  const shown = at === null ? last : (points[at] ?? last);
  const move = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const seconds = (((event.clientX - box.left) / box.width) * W - PAD.start) * (last.seconds / (W - PAD.start - PAD.end));
    const nearest = points.reduce((best, point, index) => (Math.abs(point.seconds - seconds) < Math.abs((points[best]?.seconds ?? 0) - seconds) ? index : best), 0);
    setAt(nearest);
  };
  return (
    <div dir="ltr">
      <svg role="img" aria-label={label} viewBox={`0 0 ${W} ${H}`} className="h-auto w-full touch-pan-y" onPointerMove={move} onPointerLeave={() => setAt(null)}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={PAD.start} x2={W - PAD.end} y1={y(top * share)} y2={y(top * share)} className="stroke-line-subtle" vectorEffect="non-scaling-stroke" />
            <text x={W - PAD.end + 8} y={y(top * share) + 4} className="tabular fill-current text-xs text-muted">{format(top * share)}</text>
          </g>
        ))}
        {ageTicks(last.seconds).map((seconds) => (
          <text key={seconds} x={x(seconds)} y={H - 8} textAnchor={seconds === 0 ? "start" : "middle"} className="tabular fill-current text-xs text-muted">
            {seconds === 0 ? "0" : age(seconds, language)}
          </text>
        ))}
        <path d={`${path}L${x(last.seconds)} ${y(0)}L${x(0)} ${y(0)}Z`} className="fill-action opacity-10" />
        <path d={path} fill="none" strokeWidth="2" strokeLinejoin="round" className="stroke-action" />
        {at !== null && <line x1={x(shown.seconds)} x2={x(shown.seconds)} y1={PAD.top} y2={y(0)} className="stroke-line-strong" />}
        <circle cx={x(shown.seconds)} cy={y(shown.value)} r="4" className="fill-action stroke-surface-raised" strokeWidth="2" />
        {at !== null && (
          <text x={Math.min(x(shown.seconds) + 8, W - 120)} y={PAD.top + 4} className="tabular fill-current text-xs font-medium text-strong">
            {format(shown.value)} · {age(shown.seconds, language)}
          </text>
        )}
      </svg>
    </div>
  );
}
