import { UserRound } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Brand, ContentType, Pack } from "@/api/types";
import { Chip } from "@/design/primitives/chip";
import { BrandMark } from "@/design/patterns/brand-mark";
import { useWords } from "@/lib/language";
import { PackExample } from "./pack-example";
import { packWords } from "./words";

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}

function TypeRow({ type, isChosen, onChoose }: { type: ContentType; isChosen: boolean; onChoose: () => void }) {
  const t = useWords(packWords);
  const notes = [t("usually", { time: type.default_time }), type.asks.length > 0 && t("asks", { what: type.asks.map((one) => one.label).join(", ") })].filter(Boolean);
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={onChoose} className="flex w-full flex-col gap-px rounded-control px-3 py-2 text-start hover:bg-surface-hover aria-pressed:bg-surface-selected">
        <span className="flex w-full flex-wrap items-center gap-2 text-sm font-medium text-strong"><bdi>{type.name}</bdi>{type.needs_person && <Chip tone="waiting"><UserRound aria-hidden className="size-3" />{t("needsPerson")}</Chip>}</span>
        <span className="at-start text-sm text-body" dir="auto">{type.description}</span>
        <span className="tabular text-xs text-muted">{notes.join(" · ")}</span>
      </button>
    </li>
  );
}

interface PackCardProps {
  pack: Pack;
  brands: readonly Brand[];
}

/** One pack: what it makes, for whom, from which sources, and one thing made with it. */
export function PackCard({ pack, brands }: PackCardProps) {
  const t = useWords(packWords);
  const [chosen, setChosen] = useState(pack.types[0]?.id);
  const type = pack.types.find((one) => one.id === chosen);
  const maturity = pack.maturity === "proven" || pack.maturity === "built" ? pack.maturity : "planned";
  const nameOf = (code: string) => (code === "en" || code === "ar" ? t(code) : code);
  return (
    <article aria-labelledby={`pack-${pack.id}`} className="rounded-card border border-subtle bg-surface-raised">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-subtle p-5">
        <div className="min-w-0 max-w-prose">
          <h2 id={`pack-${pack.id}`} className="text-lg font-semibold text-strong"><bdi>{pack.name}</bdi></h2>
          <p className="at-start text-sm text-body" dir="auto">{pack.description}</p>
        </div>
        <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
          <Chip tone={maturity === "planned" ? "plain" : "live"}>{t(maturity)}</Chip>
          <span>{t("version", { version: pack.version })}</span>
          <span>{pack.languages.map(nameOf).join(" · ")}</span>
          <span>{t("brands", { count: brands.length })}</span>
        </p>
      </header>
      <div className="grid grid-cols-1 gap-6 p-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Part title={t("types")}>
          <ul className="-mx-3 flex flex-col">{pack.types.map((one) => <TypeRow key={one.id} type={one} isChosen={one.id === chosen} onChoose={() => setChosen(one.id)} />)}</ul>
        </Part>
        <div className="flex min-w-0 flex-col gap-6">
          {type && <PackExample key={type.id} type={type} brands={brands} />}
          <Part title={t("subjects")}>
            <ul className="flex flex-wrap gap-x-4 gap-y-2">{pack.subjects.map((one) => <li key={one.id} className="flex items-center gap-2 text-sm text-body"><BrandMark brand={{ name: one.name, kit: { symbol: one.symbol } }} /><bdi>{one.name}</bdi></li>)}</ul>
          </Part>
          {pack.options.length > 0 && <Part title={t("settings")}><p className="at-start text-sm text-body" dir="auto">{pack.options.map((one) => one.label).join(" · ")}</p></Part>}
          <Part title={t("sources")}>
            <ul className="flex flex-col gap-1">{pack.sources.map((one) => <li key={one} className="at-start text-sm text-body" dir="auto">{one}</li>)}</ul>
          </Part>
        </div>
      </div>
    </article>
  );
}
