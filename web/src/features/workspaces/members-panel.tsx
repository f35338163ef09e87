import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { members, useAddMember, useChangeRole, useRemoveMember } from "@/api/session";
import type { Member, NewMember } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { SelectInput, TextInput } from "@/design/primitives/input";
import { Skeleton } from "@/design/primitives/skeleton";
import { sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { Loaded } from "@/design/patterns/loaded";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { OnceShown } from "./once-shown";
import { roleWords, settingsWords } from "./words";

type Role = keyof typeof roleWords;
const roles = Object.keys(roleWords) as Role[];

function useRoleName() {
  const t = useWords(roleWords);
  return (role: string) => (role in roleWords ? t(role as Role) : role);
}

function AddForm({ onDone }: { onDone: (made: NewMember) => void }) {
  const t = useWords(settingsWords);
  const roleName = useRoleName();
  const add = useAddMember();
  const { register, handleSubmit } = useForm({ defaultValues: { name: "", email: "", role: "creator", password: "" } });
  const submit = handleSubmit(({ password, ...rest }) => add.mutateAsync({ ...rest, ...(password && { password }) }).then(onDone, () => undefined));
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {add.isError && <Failure error={add.error} />}
      <Field label={t("name")}>{(ids) => <TextInput {...ids} {...register("name", { required: true })} required dir="auto" />}</Field>
      <Field label={t("email")}>{(ids) => <TextInput {...ids} {...register("email", { required: true })} required type="email" dir="ltr" />}</Field>
      <Field label={t("role")}>{(ids) => <SelectInput {...ids} {...register("role")}>{roles.map((role) => <option key={role} value={role}>{roleName(role)}</option>)}</SelectInput>}</Field>
      <Field label={t("firstPassword")} help={t("firstPasswordHelp")}>{(ids) => <TextInput {...ids} {...register("password")} type="password" autoComplete="new-password" dir="ltr" />}</Field>
      <Button type="submit" variant="primary" isBusy={add.isPending} className="self-end">{t("addMember")}</Button>
    </form>
  );
}

function MemberRow({ member, isSelf, onRemove }: { member: Member; isSelf: boolean; onRemove: () => void }) {
  const t = useWords(settingsWords);
  const roleName = useRoleName();
  const change = useChangeRole();
  const offered = roles.includes(member.role as Role) ? roles : [member.role, ...roles];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-subtle px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium text-strong"><bdi>{member.name}</bdi>{isSelf && <span className="ms-2 font-normal text-muted">{t("you")}</span>}</p>
        <p className="at-start truncate text-xs text-muted" dir="ltr">{member.email}</p>
      </div>
      <SelectInput aria-label={`${t("role")}: ${member.name}`} className="w-32" value={member.role} disabled={isSelf} onChange={(event) => change.mutate({ id: member.id, role: event.target.value }, { onError: sayError })}>
        {offered.map((role) => <option key={role} value={role}>{roleName(role)}</option>)}
      </SelectInput>
      <Button variant="danger" size="sm" disabled={isSelf} onClick={onRemove}>{t("remove")}</Button>
    </li>
  );
}

export function MembersPanel({ selfId }: { selfId: string }) {
  const t = useWords(settingsWords);
  const query = useQuery(members());
  const remove = useRemoveMember();
  const [isAdding, setAdding] = useState(false);
  const [asking, setAsking] = useState<Member | null>(null);
  const [made, setMade] = useState<NewMember | null>(null);
  const added = (member: NewMember) => {
    setMade(member);
    setAdding(false);
  };
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-muted">{t("membersLead")}</p>
        <Button variant="primary" icon={UserPlus} onClick={() => setAdding(true)}>{t("addMember")}</Button>
      </div>
      {made?.sign_in_link && <OnceShown text={t("memberLink", { name: made.name })} secret={made.sign_in_link} />}
      <Loaded query={query} skeleton={<Skeleton className="h-40 w-full" />}>
        {(list) => <ul className="rounded-card border border-subtle bg-surface-raised">{list.map((one) => <MemberRow key={one.id} member={one} isSelf={one.id === selfId} onRemove={() => setAsking(one)} />)}</ul>}
      </Loaded>
      <Dialog isOpen={isAdding} onClose={() => setAdding(false)} title={t("addMember")} closeLabel={t("close")} size="sm"><AddForm onDone={added} /></Dialog>
      <ConfirmDialog
        isOpen={asking !== null}
        title={t("removeTitle", { name: asking?.name ?? "" })}
        text={t("removeText")}
        confirmLabel={t("remove")}
        keepLabel={t("cancel")}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (asking) remove.mutate(asking.id, { onError: sayError });
          setAsking(null);
        }}
      />
    </div>
  );
}
