import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import { useState } from "react";
import { templates } from "@/api/templates";
import { useFillTemplate } from "@/api/variants";
import type { Content, Template } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { Skeleton } from "@/design/primitives/skeleton";
import { say } from "@/design/primitives/toast";
import { Loaded } from "@/design/patterns/loaded";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { askedBeside, fitting } from "./fill";
import { variantWords } from "./variant-words";

function FillForm({ piece, list }: { piece: Content; list: readonly Template[] }) {
  const t = useWords(variantWords);
  const fill = useFillTemplate(piece.id);
  const [chosen, setChosen] = useState("");
  const [typed, setTyped] = useState<Record<string, string>>({});
  const template = list.find((one) => one.id === chosen) ?? list[0];
  if (!template) {
    return (
      <p className="flex flex-wrap items-center gap-3 text-sm text-muted">
        {t("noTemplates")} <Link to="/templates" search={{ template: "new" }} className={buttonLook("secondary", "sm")}>{t("toTemplates")}</Link>
      </p>
    );
  }
  const values = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ""));
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        fill.mutate({ template_id: template.id, values }, { onSuccess: () => say(t("filled")) });
      }}
    >
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("chooseTemplate")} className="w-64">
          {(ids) => <SelectInput {...ids} value={template.id} onChange={(event) => setChosen(event.target.value)}>{list.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</SelectInput>}
        </Field>
        {askedBeside(template).map((name) => (
          <Field key={name} label={name} className="w-48">
            {(ids) => <TextInput {...ids} dir="auto" placeholder={t("fromPiece")} value={typed[name] ?? ""} onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />}
          </Field>
        ))}
        <Button type="submit" icon={FileText} isBusy={fill.isPending}>{t("fill")}</Button>
      </div>
      {fill.isError && <Failure error={fill.error} />}
    </form>
  );
}

/** One of the house's templates as another wording of the piece. */
export function FillPanel({ piece }: { piece: Content }) {
  const query = useQuery(templates());
  return <Loaded query={query} skeleton={<Skeleton className="h-14 w-full" />}>{(list) => <FillForm piece={piece} list={fitting(list, piece)} />}</Loaded>;
}
