import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { packs, useMakeBrand } from "@/api/brands";
import type { Brand, Pack } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { Skeleton } from "@/design/primitives/skeleton";
import { BrandMark } from "@/design/patterns/brand-mark";
import { Loaded } from "@/design/patterns/loaded";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { readerZone } from "@/lib/zones";
import { brandWords } from "./words";

/** A first handle from the name, or from the subject where the name has no Latin letters. */
function handleOf(name: string, subject: string): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, ".").replace(/^\.|\.$/g, "");
  return plain(name) || plain(subject);
}

function SubjectTiles({ subjects, chosen, onChoose }: { subjects: Pack["subjects"]; chosen: string | undefined; onChoose: (id: string) => void }) {
  const t = useWords(brandWords);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-strong">{t("subject")}</legend>
      <div className="grid grid-cols-4 gap-1 sm:grid-cols-6">
        {subjects.map((one) => (
          <label key={one.id} className="flex cursor-pointer flex-col items-center gap-1 rounded-control py-2 text-xs text-body hover:bg-surface-hover has-checked:bg-surface-selected has-checked:font-medium has-checked:ring-1 has-checked:ring-action has-checked:text-strong has-focus-visible:outline-2 has-focus-visible:outline-action">
            <input type="radio" name="subject" className="sr-only" checked={one.id === chosen} onChange={() => onChoose(one.id)} />
            <BrandMark brand={{ name: one.name, kit: { symbol: one.symbol } }} size="md" />
            <span className="w-full truncate text-center">{one.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function subjectOf(pack: Pack | undefined, id: string): Pack["subjects"][number] | undefined {
  return pack?.subjects.find((one) => one.id === id) ?? pack?.subjects[0];
}

function NewBrandForm({ list, onMade }: { list: readonly Pack[]; onMade: (brand: Brand) => void }) {
  const t = useWords(brandWords);
  const make = useMakeBrand();
  const [packId, setPack] = useState(list[0]?.id ?? "");
  const [subjectId, setSubject] = useState("");
  const pack = list.find((one) => one.id === packId);
  const subject = subjectOf(pack, subjectId);
  const [typed, setTyped] = useState("");
  const name = typed || (subject?.name ?? "");
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pack || !subject) return;
        make.mutate(
          { name, handle: handleOf(name, subject.id), pack: pack.id, subject: subject.id, time_zone: readerZone(), kit: { palette: subject.palette, symbol: subject.symbol } },
          { onSuccess: onMade },
        );
      }}
    >
      {make.isError && <Failure error={make.error} />}
      {list.length > 1 && (
        <Field label={t("pack")}>
          {(ids) => <SelectInput {...ids} value={packId} onChange={(event) => setPack(event.target.value)}>{list.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</SelectInput>}
        </Field>
      )}
      <SubjectTiles subjects={pack?.subjects ?? []} chosen={subject?.id} onChoose={setSubject} />
      <Field label={t("name")}>{(ids) => <TextInput {...ids} dir="auto" placeholder={subject?.name} value={typed} onChange={(event) => setTyped(event.target.value)} />}</Field>
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
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("make")} description={t("makeLead")} closeLabel={t("close")}>
      <Loaded query={query} skeleton={<Skeleton className="h-40 w-full" />}>{(list) => <NewBrandForm list={list} onMade={onMade} />}</Loaded>
    </Dialog>
  );
}
