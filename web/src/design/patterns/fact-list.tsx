import { ChartSpline, Moon, MoveUpRight, Orbit, ScrollText, Undo2, type LucideIcon } from "lucide-react";

interface Fact {
  id: string;
  kind: string;
  text: string;
  source: string;
}

const icons: Record<string, LucideIcon> = { aspect: Orbit, ingress: MoveUpRight, phase: Moon, light: Moon, moon_sign: Moon, station: Undo2, profile: ScrollText };

/** What a piece stands on, each statement with its source. Facts keep the language of the piece. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <ul className="flex flex-wrap gap-2">
      {facts.map((fact) => {
        const Icon = icons[fact.kind] ?? ChartSpline;
        return (
          <li key={fact.id} className="flex max-w-full items-start gap-2 rounded-card border border-subtle bg-surface-raised px-3 py-2">
            <Icon aria-hidden className="mt-px size-4 shrink-0 text-muted" />
            <span className="min-w-0" dir="auto">
              <span className="block text-sm text-strong">{fact.text}</span>
              <span className="block text-xs text-muted">{fact.source}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
