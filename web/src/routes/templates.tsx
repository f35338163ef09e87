import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FileText, Plus } from "lucide-react";
import { packs } from "@/api/brands";
import { platforms } from "@/api/channels";
import { templates } from "@/api/templates";
import type { Template } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Segmented } from "@/design/primitives/segmented";
import { Skeleton } from "@/design/primitives/skeleton";
import { Loaded } from "@/design/patterns/loaded";
import { Page } from "@/design/patterns/page";
import { Empty } from "@/design/patterns/states";
import { Exchange } from "@/features/templates/exchange";
import { PromptList } from "@/features/templates/prompt-list";
import { TemplateEditor } from "@/features/templates/template-editor";
import { templateWords } from "@/features/templates/words";
import { useLanguage, useWords } from "@/lib/language";

const route = getRouteApi("/shell/templates");

function TemplateRow({ template, isChosen, onChoose }: { template: Template; isChosen: boolean; onChoose: () => void }) {
  const t = useWords(templateWords);
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={onChoose} className="flex w-full flex-col rounded-control px-3 py-2 text-start hover:bg-surface-hover aria-pressed:bg-surface-selected">
        <span className="w-full truncate text-sm font-medium text-strong"><bdi>{template.name}</bdi></span>
        <span className="tabular text-xs text-muted">{t("version", { version: template.version })} · {template.usage_count === 0 ? t("unused") : t("used", { count: template.usage_count })}</span>
      </button>
    </li>
  );
}

function Desk({ list }: { list: readonly Template[] }) {
  const t = useWords(templateWords);
  const { language } = useLanguage();
  const { template: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: allPacks = [] } = useQuery(packs());
  const { data: allPlatforms = [] } = useQuery(platforms());
  const open = (id: string | undefined) => void navigate({ search: { template: id }, replace: true, resetScroll: false });
  const shown = chosen === "new" ? null : (list.find((one) => one.id === chosen) ?? list[0] ?? null);
  const start = { name: t("first"), body: t("firstBody"), pack: "", content_type: "", platform: "", language };
  if (list.length === 0 && chosen !== "new") {
    return <Empty icon={FileText} title={t("empty")} action={<Button variant="primary" icon={Plus} onClick={() => open("new")}>{t("add")}</Button>}>{t("emptyText")}</Empty>;
  }
  return (
    <div className={`grid grid-cols-1 items-start gap-6 ${list.length > 0 ? "lg:grid-cols-[15rem_minmax(0,1fr)]" : ""}`}>
      <ul className="flex flex-col gap-px empty:hidden">{list.map((one) => <TemplateRow key={one.id} template={one} isChosen={one === shown} onChoose={() => open(one.id)} />)}</ul>
      <TemplateEditor key={shown ? `${shown.id}:${shown.version}` : "new"} template={shown} start={start} packs={allPacks} platforms={allPlatforms.filter((one) => one.maturity !== "planned")} onSaved={(kept) => open(kept.id)} onGone={() => open(undefined)} />
    </div>
  );
}

export default function TemplatesPage() {
  const t = useWords(templateWords);
  const { view = "templates" } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(templates());
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      action={<><Exchange /><Button variant="primary" icon={Plus} onClick={() => void navigate({ search: { template: "new" } })}>{t("add")}</Button></>}
      filters={<Segmented label={t("title")} value={view} onChange={(next) => void navigate({ search: { view: next }, replace: true })} segments={[{ value: "templates", label: t("yours") }, { value: "prompts", label: t("prompts") }]} />}
    >
      {view === "prompts" ? <PromptList /> : <Loaded query={query} skeleton={<Skeleton className="h-128 w-full" />}>{(list) => <Desk list={list} />}</Loaded>}
    </Page>
  );
}
