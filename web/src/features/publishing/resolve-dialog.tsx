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

export function ResolveDialog({ post, isOpen, onClose }: { post: Post; isOpen: boolean; onClose: () => void }) {
  const t = useWords(postWords);
  const [remoteId, setRemoteId] = useState("");
  const resolve = useResolve(post.id);
  const network = platformName(post.channel.platform);
  const decide = (decision: ResolveRequest["decision"]) => {
    resolve.mutate(
      { decision, ...(decision === "published" && remoteId && { remote_id: remoteId }) },
      { onSuccess: () => say(t("saidResolved")), onError: sayError, onSettled: onClose },
    );
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("resolveTitle", { network })}
      description={t("resolveText", { network })}
      closeLabel={t("close")}
      footer={
        <>
          <Button variant="danger" onClick={() => decide("give_up")}>{t("giveUp")}</Button>
          <Button onClick={() => decide("resend")}>{t("resend")}</Button>
          <Button variant="primary" onClick={() => decide("published")}>{t("isThere")}</Button>
        </>
      }
    >
      <Field label={t("remoteId", { network })} help={t("isThereText")}>
        {(ids) => <TextInput {...ids} dir="ltr" value={remoteId} onChange={(event) => setRemoteId(event.target.value)} />}
      </Field>
    </Dialog>
  );
}
