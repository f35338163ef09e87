import { CircleCheck, CircleX, RotateCw, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { useResolve } from "@/api/posts";
import type { Post, ResolveRequest } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { say, sayError } from "@/design/primitives/toast";
import { platformName } from "@/design/patterns/platform-mark";
import { useWords } from "@/lib/language";
import { postWords } from "./words";

type Decision = ResolveRequest["decision"];

const choices: readonly { decision: Decision; icon: LucideIcon; label: "isThere" | "resend" | "giveUp"; text: "isThereText" | "resendText" | "giveUpText" }[] = [
  { decision: "published", icon: CircleCheck, label: "isThere", text: "isThereText" },
  { decision: "resend", icon: RotateCw, label: "resend", text: "resendText" },
  { decision: "give_up", icon: CircleX, label: "giveUp", text: "giveUpText" },
];

/** Three ways out of a doubt; a person looks on the network first, then says what they saw. */
export function ResolveDialog({ post, isOpen, onClose }: { post: Post; isOpen: boolean; onClose: () => void }) {
  const t = useWords(postWords);
  const [decision, setDecision] = useState<Decision | null>(null);
  const [remoteId, setRemoteId] = useState("");
  const resolve = useResolve(post.id);
  const network = platformName(post.channel.platform);
  const decide = () =>
    decision &&
    resolve.mutate(
      { decision, ...(decision === "published" && remoteId.trim() && { remote_id: remoteId.trim() }) },
      {
        onSuccess: () => {
          say(t("saidResolved"));
          onClose();
        },
        onError: sayError,
      },
    );
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("resolveTitle", { network })}
      description={t("resolveText", { network })}
      closeLabel={t("close")}
      footer={<Button variant="primary" isBusy={resolve.isPending} disabled={!decision} onClick={decide}>{t("saveDecision")}</Button>}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{t("decide")}</legend>
        {choices.map(({ decision: one, icon: Icon, label, text }) => (
          <label key={one} className="flex cursor-pointer items-start gap-3 rounded-card border border-subtle p-3 hover:bg-surface-hover has-checked:border-action has-checked:bg-surface-selected has-focus-visible:outline-2 has-focus-visible:outline-action">
            <input type="radio" name="decision" value={one} checked={decision === one} onChange={() => setDecision(one)} className="sr-only" />
            <Icon aria-hidden className={`mt-px size-4 shrink-0 ${decision === one ? "text-action" : "text-muted"}`} />
            <span className="min-w-0 flex-1 text-sm">
              <span className="block font-medium text-strong">{t(label)}</span>
              <span className="block text-xs text-muted">{t(text)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {decision === "published" && (
        <Field label={t("remoteId", { network })} className="mt-4">
          {(ids) => <TextInput {...ids} dir="ltr" value={remoteId} onChange={(event) => setRemoteId(event.target.value)} />}
        </Field>
      )}
    </Dialog>
  );
}
