import { Link, useLocation } from "@tanstack/react-router";
import { Search } from "lucide-react";
import type { LiveState } from "@/api/live";
import type { Person } from "@/api/types";
import { Kbd } from "@/design/primitives/kbd";
import { useWords } from "@/lib/language";
import { FreezeButton } from "./freeze-control";
import { LivePulse } from "./live-pulse";
import { Logo } from "./logo";
import { destinations } from "./navigation";
import { NotificationsMenu } from "./notifications-menu";
import { PersonMenu } from "./person-menu";
import { shellWords } from "./words";

interface HeaderProps {
  person: Person | undefined;
  live: LiveState;
  isBusy: boolean;
  onSearch: () => void;
}

export function Header({ person, live, isBusy, onSearch }: HeaderProps) {
  const t = useWords(shellWords);
  const { pathname } = useLocation();
  const here = destinations.find((one) => (one.to === "/" ? pathname === "/" : pathname.startsWith(one.to)));
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b border-subtle bg-surface-page px-4 sm:px-6 lg:px-8">
      <Link to="/" aria-label={t("home")} className="lg:hidden">
        <Logo className="size-5 text-action" />
      </Link>
      <nav aria-label={t("searchShort") + " · " + t("navigation")} className="min-w-0 flex-1 truncate text-sm text-muted">
        {here && (
          <Link to={here.to} className="hover:text-strong">
            {t(here.word)}
          </Link>
        )}
      </nav>
      <button
        type="button"
        onClick={onSearch}
        className="flex h-8 items-center gap-2 rounded-control px-2 text-sm text-muted transition-colors hover:text-strong sm:w-72 sm:bg-surface-raised sm:ring-1 sm:ring-line-strong sm:ring-inset"
      >
        <Search aria-hidden className="size-4" />
        <span className="sr-only flex-1 text-start sm:not-sr-only">{t("search")}</span>
        <span aria-hidden className="hidden sm:block"><Kbd>⌘K</Kbd></span>
      </button>
      <LivePulse state={live} isBeating={isBusy} />
      <FreezeButton />
      <NotificationsMenu />
      <PersonMenu person={person} />
    </header>
  );
}
