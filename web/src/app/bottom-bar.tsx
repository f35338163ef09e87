import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { CalendarDays, CircleCheckBig, House, Menu as MenuIcon, PenLine, type LucideIcon } from "lucide-react";
import { awaitedIn, home } from "@/api/home";
import { Menu, MenuItem } from "@/design/primitives/menu";
import { useWords } from "@/lib/language";
import { destinations, type Destination } from "./navigation";
import { shellWords } from "./words";

const look = "flex min-w-0 flex-1 flex-col items-center justify-center gap-1 text-xs text-muted aria-[current=page]:font-medium aria-[current=page]:text-action";

function Tab({ to, word, icon: Icon, badge = 0 }: { to: Destination["to"]; word: Destination["word"]; icon: LucideIcon; badge?: number }) {
  const t = useWords(shellWords);
  return (
    <Link to={to} activeOptions={{ exact: to === "/", includeSearch: false }} className={look}>
      <span className="relative">
        <Icon aria-hidden className="size-5" />
        {badge > 0 && <span className="tabular absolute -end-3 -top-1 rounded-full bg-wash-waiting px-1 text-xs font-medium text-waiting">{badge}</span>}
      </span>
      <span className="max-w-full truncate">{t(word)}</span>
    </Link>
  );
}

/** The same pages within reach of a thumb. */
export function BottomBar() {
  const t = useWords(shellWords);
  const navigate = useNavigate();
  const { data } = useQuery(home());
  const rest = destinations.filter((one) => ["pieces", "videos", "library", "posts", "brands", "packs", "templates", "channels", "settings"].includes(one.word));
  return (
    <nav aria-label={t("navigation")} className="fixed inset-x-0 bottom-0 z-30 flex h-16 items-stretch border-t border-subtle bg-surface-raised px-2 lg:hidden">
      <Tab to="/" word="home" icon={House} />
      <Tab to="/calendar" word="calendar" icon={CalendarDays} />
      <Link to="/create" className="flex flex-1 items-center justify-center" aria-label={t("create")}>
        <span className="flex size-11 items-center justify-center rounded-full bg-action text-on-action">
          <PenLine aria-hidden className="size-5" />
        </span>
      </Link>
      <Tab to="/approvals" word="approvals" icon={CircleCheckBig} badge={awaitedIn(data)} />
      <Menu
        side="top"
        trigger={
          <button type="button" className={look}>
            <MenuIcon aria-hidden className="size-5" />
            {t("more")}
          </button>
        }
      >
        {rest.map((one) => (
          <MenuItem key={one.to} icon={one.icon} onSelect={() => void navigate({ to: one.to })}>
            {t(one.word)}
          </MenuItem>
        ))}
      </Menu>
    </nav>
  );
}
