import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { me } from "@/api/session";
import type { Person } from "@/api/types";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { ProvidersPanel } from "@/features/providers/providers-panel";
import { KeysPanel } from "@/features/workspaces/keys-panel";
import { MembersPanel } from "@/features/workspaces/members-panel";
import { ProfilePanel } from "@/features/workspaces/profile-panel";
import { settingsWords } from "@/features/workspaces/words";
import { useWords } from "@/lib/language";

const route = getRouteApi("/shell/settings");
const tabs = ["profile", "providers", "keys", "members"] as const;
type Tab = (typeof tabs)[number];

function Panel({ tab, person }: { tab: Tab; person: Person }) {
  const { page = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  if (tab === "keys") return <KeysPanel />;
  if (tab === "members") return <MembersPanel selfId={person.id} />;
  if (tab === "providers") return <ProvidersPanel page={page} onPage={(next) => void navigate({ search: (old) => ({ ...old, page: next }), replace: true, resetScroll: false })} />;
  return <ProfilePanel person={person} />;
}

export default function SettingsPage() {
  const t = useWords(settingsWords);
  const { tab = "profile" } = route.useSearch();
  const query = useQuery(me());
  return (
    <Page
      title={t("title")}
      width="reading"
      filters={
        <nav aria-label={t("title")} className="flex max-w-full gap-1 overflow-x-auto p-px">
          {tabs.map((name) => (
            <Link
              key={name}
              to="/settings"
              search={{ tab: name }}
              replace
              aria-current={name === tab ? "page" : undefined}
              className="inline-flex h-8 items-center rounded-control px-3 text-sm font-medium text-body hover:bg-surface-hover aria-[current=page]:bg-surface-raised aria-[current=page]:text-strong aria-[current=page]:ring-1 aria-[current=page]:ring-line-subtle"
            >
              {t(name)}
            </Link>
          ))}
        </nav>
      }
    >
      <Loaded query={query} skeleton={<Skeleton className="h-96 w-full" />}>
        {(person) => <Panel tab={tab} person={person} />}
      </Loaded>
    </Page>
  );
}
