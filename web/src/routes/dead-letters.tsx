import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft, CircleCheck, RotateCw } from "lucide-react";
import { useState } from "react";
import { channels } from "@/api/channels";
import { deadLetters, useRedrive } from "@/api/posts";
import type { Post, RedriveRequest } from "@/api/types";
import type { DeadSearch } from "@/app/search";
import { Button } from "@/design/primitives/button";
import { Skeleton } from "@/design/primitives/skeleton";
import { say, sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { FilterMenu } from "@/design/patterns/filter-menu";
import { channelOptions } from "@/design/patterns/filter-options";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { Pager } from "@/design/patterns/pager";
import { Empty } from "@/design/patterns/states";
import { StatusDot } from "@/design/patterns/status-mark";
import { statusWords } from "@/design/patterns/status-words";
import { DeadList } from "@/features/publishing/dead-list";
import { deadWords } from "@/features/publishing/dead-words";
import { useNow } from "@/lib/hooks";
import { useLanguage, useWords } from "@/lib/language";
import { whole } from "@/lib/numbers";

const route = getRouteApi("/shell/posts/dead-letters");
const PER_PAGE = 50;
const states = ["failed", "unknown", "needs_reconnect"] as const;

function Filters({ search, onChange }: { search: DeadSearch; onChange: (change: DeadSearch) => void }) {
  const t = useWords(deadWords);
  const s = useWords(statusWords);
  const { data: mine = [] } = useQuery(channels());
  const removeLabel = (name: string) => t("remove", { name });
  return (
    <>
      <FilterMenu label={t("status")} removeLabel={removeLabel} options={states.map((one) => ({ id: one, name: s(one), mark: <StatusDot status={one} /> }))} value={search.status} onChange={(status) => onChange({ status })} />
      <FilterMenu label={t("channel")} removeLabel={removeLabel} options={channelOptions(mine)} value={search.channel} onChange={(channel) => onChange({ channel })} />
    </>
  );
}

export default function DeadLettersPage() {
  const t = useWords(deadWords);
  const { language } = useLanguage();
  const now = useNow();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asksAll, setAsksAll] = useState(false);
  const redrive = useRedrive();
  const page = search.page ?? 1;
  const query = useQuery(deadLetters({ page, per_page: PER_PAGE, status: search.status, channel_id: search.channel }));
  const total = query.data?.pagination.total ?? 0;
  const change = (next: DeadSearch) => void navigate({ search: (old) => ({ ...old, page: undefined, ...next }), replace: true });
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const toggleAll = (rows: readonly Post[]) => {
    const free = rows.filter((one) => one.status !== "unknown").map((one) => one.id);
    setChosen(free.every((id) => chosen.has(id)) ? new Set() : new Set(free));
  };
  const send = (body: RedriveRequest) =>
    redrive.mutate(body, {
      onSuccess: (done) => {
        const gone = done.filter((one) => one.outcome === "redriven").length;
        const left = done.length - gone;
        say(left > 0 ? `${t("done", { count: gone })} · ${t("left", { count: left })}` : t("done", { count: gone }));
        setChosen(new Set());
      },
      onError: sayError,
    });
  const actions =
    total > 0 &&
    (chosen.size > 0 ? (
      <Button variant="primary" icon={RotateCw} isBusy={redrive.isPending} onClick={() => send({ post_ids: [...chosen] })}>{t("redrive", { count: chosen.size })}</Button>
    ) : (
      <Button icon={RotateCw} isBusy={redrive.isPending} onClick={() => setAsksAll(true)}>{t("everything", { count: total })}</Button>
    ));

  return (
    <Page
      title={t("title")}
      lead={<span className="flex flex-col gap-2"><Link to="/posts" className="inline-flex w-fit items-center gap-1 text-action hover:underline"><ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />{t("back")}</Link><span className="max-w-prose">{t("lead")}</span></span>}
      action={actions}
      filters={<Filters search={search} onChange={change} />}
    >
      <Loaded query={query} skeleton={<Skeleton className="h-96 w-full" />}>
        {({ data: rows, pagination }) =>
          rows.length === 0 ? (
            <Empty icon={CircleCheck} title={t("empty")}>{t("emptyText")}</Empty>
          ) : (
            <div className="flex flex-col gap-3">
              <DeadList posts={rows} chosen={chosen} now={now} onToggle={toggle} onAll={() => toggleAll(rows)} />
              <Pager
                page={page}
                pages={pagination.pages ?? 1}
                label={t("pageOf", { from: whole((page - 1) * PER_PAGE + 1, language), to: whole((page - 1) * PER_PAGE + rows.length, language), total: whole(total, language) })}
                previousLabel={t("previous")}
                nextLabel={t("next")}
                onPage={(next) => change({ page: next })}
              />
            </div>
          )
        }
      </Loaded>
      <ConfirmDialog
        isOpen={asksAll}
        title={t("everythingTitle")}
        text={t("everythingText")}
        confirmLabel={t("everything", { count: total })}
        keepLabel={t("keep")}
        onClose={() => setAsksAll(false)}
        onConfirm={() => {
          setAsksAll(false);
          send({ everything: true, ...(search.channel && { channel_id: search.channel }) });
        }}
      />
    </Page>
  );
}
