import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { brands, packs, useMakeBrand } from "@/api/brands";
import { channels, useServe } from "@/api/channels";
import type { Brand, Channel, Pack } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { Skeleton } from "@/design/primitives/skeleton";
import { sayError } from "@/design/primitives/toast";
import { BrandMark } from "@/design/patterns/brand-mark";
import { Loaded } from "@/design/patterns/loaded";
import { Failure } from "@/design/patterns/states";
import { hasGlyph } from "@/design/patterns/zodiac-glyph";
import { useWords } from "@/lib/language";
import { readerZone } from "@/lib/zones";
import { keepsApart, strangerOn } from "./apart";
import { ChannelTicks } from "./channel-ticks";
import { brandWords } from "./words";

/** A first handle from the name, or from the subject where the name has no Latin letters. */
function handleOf(name: string, subject: string): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, ".").replace(/^\.|\.$/g, "");
  return plain(name) || plain(subject);
}

function SubjectTiles({ subjects, chosen, onChoose }: { subjects: Pack["subjects"]; chosen: string | undefined; onChoose: (id: string) => void }) {
  const t = useWords(brandWords);
  const areSigns = subjects.some((one) => one.symbol && hasGlyph(one.symbol));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-strong">{t("subject")}</legend>
      <div className={`grid gap-1 ${areSigns ? "grid-cols-4 sm:grid-cols-6" : "grid-cols-2 sm:grid-cols-3"}`}>
        {subjects.map((one) => (
          <label key={one.id} title={one.name} className={`flex cursor-pointer items-center rounded-control py-2 text-xs text-body hover:bg-surface-hover has-checked:bg-surface-selected has-checked:font-medium has-checked:ring-1 has-checked:ring-action has-checked:text-strong has-focus-visible:outline-2 has-focus-visible:outline-action ${areSigns ? "flex-col gap-1" : "gap-2 px-2 ring-1 ring-inset ring-line-subtle"}`}>
            <input type="radio" name="subject" className="sr-only" checked={one.id === chosen} onChange={() => onChoose(one.id)} />
            <BrandMark brand={{ name: one.name, kit: { symbol: one.symbol } }} size={areSigns ? "md" : "sm"} />
            <span className={areSigns ? "w-full truncate text-center" : "min-w-0"}>{one.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function subjectOf(pack: Pack | undefined, id: string): Pack["subjects"][number] | undefined {
  return pack?.subjects.find((one) => one.id === id) ?? pack?.subjects[0];
}

/** The accounts the new brand goes out on; those of the sandbox are taken at once, as nothing leaves it. */
function useCarriers(all: readonly Channel[], pack: Pack | undefined) {
  const { data: allBrands = [] } = useQuery(brands());
  const [chosen, setChosen] = useState<Record<string, boolean>>({});
  const stranger = (one: Channel) => (keepsApart(pack) ? strangerOn(one, pack?.id, allBrands) : null);
  const free = all.filter((one) => one.brand_ids.length > 0);
  const isOn = (one: Channel) => one.brand_ids.length === 0 || (chosen[one.id] ?? (one.is_sandbox && !stranger(one)));
  const serve = useServe();
  return {
    isOn,
    stranger,
    toggle: (channel: Channel, on: boolean) => setChosen((old) => ({ ...old, [channel.id]: on })),
    carry: (brandId: string) => Promise.all(free.filter(isOn).map((channel) => serve.mutateAsync({ channel, brandId, isOn: true }))),
  };
}

function Carried({ channels: all, carriers }: { channels: readonly Channel[]; carriers: ReturnType<typeof useCarriers> }) {
  const t = useWords(brandWords);
  if (all.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-medium text-strong">{t("goesOutOn")}</legend>
      <ChannelTicks channels={all} isOn={carriers.isOn} held={(one) => (one.brand_ids.length === 0 ? t("servesAll") : "")} note={(one) => { const name = carriers.stranger(one); return name ? t("speaksHere", { brand: name }) : ""; }} onToggle={carriers.toggle} />
    </fieldset>
  );
}

function Spoken({ value, onChange }: { value: string; onChange: (language: string) => void }) {
  const t = useWords(brandWords);
  return (
    <Field label={t("language")}>
      {(ids) => <SelectInput {...ids} value={value} onChange={(event) => onChange(event.target.value)}><option value="en">{t("english")}</option><option value="ar">{t("arabic")}</option></SelectInput>}
    </Field>
  );
}

/** The form opens on the first pack and the first of its subjects. */
function useChosen(list: readonly Pack[]) {
  const [packId, setPack] = useState(list[0]?.id ?? "");
  const [subjectId, setSubject] = useState("");
  const pack = list.find((one) => one.id === packId);
  const subject = subjectOf(pack, subjectId);
  return { pack, subject, setPack, setSubject, subjects: pack?.subjects ?? [], spoken: pack?.languages ?? [] };
}

interface FormProps {
  list: readonly Pack[];
  allChannels: readonly Channel[];
  onMade: (brand: Brand) => void;
}

function NewBrandForm({ list, allChannels, onMade }: FormProps) {
  const t = useWords(brandWords);
  const make = useMakeBrand();
  const { pack, subject, setPack, setSubject, subjects, spoken } = useChosen(list);
  const [typed, setTyped] = useState("");
  const [language, setLanguage] = useState("en");
  const carriers = useCarriers(allChannels, pack);
  const name = typed || (subject?.name ?? "");
  const submit = () => {
    if (!pack || !subject) return;
    make.mutate(
      { name, handle: handleOf(name, subject.id), pack: pack.id, subject: subject.id, language: spoken.includes(language) ? language : "en", time_zone: readerZone(), kit: { palette: subject.palette, symbol: subject.symbol } },
      { onSuccess: (made) => void carriers.carry(made.id).catch(sayError).then(() => onMade(made)) },
    );
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {make.isError && <Failure error={make.error} />}
      {list.length > 1 && (
        <Field label={t("pack")} help={pack?.description}>
          {(ids) => <SelectInput {...ids} value={pack?.id} onChange={(event) => setPack(event.target.value)}>{list.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</SelectInput>}
        </Field>
      )}
      <SubjectTiles subjects={subjects} chosen={subject?.id} onChoose={setSubject} />
      <div className={`grid gap-4 ${spoken.length > 1 ? "sm:grid-cols-[minmax(0,1fr)_9rem]" : ""}`}>
        <Field label={t("name")}>{(ids) => <TextInput {...ids} dir="auto" placeholder={subject?.name} value={typed} onChange={(event) => setTyped(event.target.value)} />}</Field>
        {spoken.length > 1 && <Spoken value={language} onChange={setLanguage} />}
      </div>
      <Carried channels={allChannels} carriers={carriers} />
      <Button type="submit" variant="primary" isBusy={make.isPending} disabled={!name} className="self-end">{t("makeThis", { name })}</Button>
    </form>
  );
}

interface NewBrandDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onMade: (brand: Brand) => void;
}

export function NewBrandDialog({ isOpen, onClose, onMade }: NewBrandDialogProps) {
  const t = useWords(brandWords);
  const query = useQuery({ ...packs(), enabled: isOpen });
  const { data: allChannels = [] } = useQuery({ ...channels(), enabled: isOpen });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("make")} description={t("makeLead")} closeLabel={t("close")}>
      <Loaded query={query} skeleton={<Skeleton className="h-40 w-full" />}>{(list) => <NewBrandForm list={list} allChannels={allChannels} onMade={onMade} />}</Loaded>
    </Dialog>
  );
}
