import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { awaitedIn, home } from "@/api/home";
import type { Person } from "@/api/types";
import { Kbd } from "@/design/primitives/kbd";
import { useWords } from "@/lib/language";
import { Logo } from "./logo";
import { destinations, type Destination } from "./navigation";
import { shellWords } from "./words";

function Row({ destination, badge }: { destination: Destination; badge?: number | undefined }) {
  const t = useWords(shellWords);
  const Icon = destination.icon;
  return (
    <Link
      to={destination.to}
      activeOptions={{ exact: destination.to === "/", includeSearch: false }}
      className="group flex h-8 items-center gap-3 rounded-control px-2 text-sm font-medium text-body transition-colors hover:bg-surface-hover hover:text-strong aria-[current=page]:bg-surface-raised aria-[current=page]:text-strong aria-[current=page]:ring-1 aria-[current=page]:ring-line-subtle"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted group-hover:text-strong group-aria-[current=page]:text-action" />
      <span className="min-w-0 flex-1 truncate">{t(destination.word)}</span>
      {badge ? (
        <span className="tabular rounded-full bg-wash-waiting px-2 text-xs font-medium text-waiting">
          <span aria-hidden>{badge}</span>
          <span className="sr-only">{t("notifications", { count: badge })}</span>
        </span>
      ) : (
        <span aria-hidden className="hidden group-hover:block group-focus-visible:block">
          <Kbd>g {destination.key}</Kbd>
        </span>
      )}
    </Link>
  );
}

export function Sidebar({ person }: { person: Person | undefined }) {
  const t = useWords(shellWords);
  const { data } = useQuery({ ...home(), enabled: Boolean(person) });
  const badges: Partial<Record<Destination["to"], number>> = { "/": data?.needs_you.length ?? 0, "/approvals": awaitedIn(data) };
  return (
    <aside className="hidden border-e border-subtle lg:block">
      <div className="sticky top-0 flex h-dvh flex-col">
      <div className="flex h-13 items-center gap-2 px-4 text-strong">
        <Logo className="size-5 text-action" />
        <span className="min-w-0 truncate text-sm font-semibold" dir="auto">{person?.workspace.name ?? "Heliograph"}</span>
      </div>
      <nav aria-label={t("navigation")} className="flex flex-1 flex-col gap-px overflow-y-auto px-2 pt-2">
        {destinations.map((destination) => (
          <Row key={destination.to} destination={destination} badge={badges[destination.to]} />
        ))}
      </nav>
      </div>
    </aside>
  );
}
