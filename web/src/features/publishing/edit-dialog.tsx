import { useState } from "react";
import { useEditPost } from "@/api/posts";
import type { Post } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { TextArea } from "@/design/primitives/input";
import { say } from "@/design/primitives/toast";
import { Failure } from "@/design/patterns/states";
import { useWords } from "@/lib/language";
import { postWords } from "./words";

function EditForm({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useWords(postWords);
  const [text, setText] = useState(post.text);
  const edit = useEditPost(post.id);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        // The revision that was read: whoever changed it meanwhile, or sends it now, is not overwritten.
        edit.mutate(
          { text, revision: post.revision },
          {
            onSuccess: () => {
              say(t("saidEdited"));
              onClose();
            },
          },
        );
      }}
    >
      {edit.error !== null && <Failure error={edit.error} />}
      <Field label={t("text")}>{(ids) => <TextArea {...ids} dir="auto" rows={7} value={text} onChange={(event) => setText(event.target.value)} />}</Field>
      <Button type="submit" variant="primary" className="self-end" disabled={text === post.text} isBusy={edit.isPending}>{t("saveText")}</Button>
    </form>
  );
}

/** The words of a post that has not gone out. */
export function EditDialog({ post, isOpen, onClose }: { post: Post; isOpen: boolean; onClose: () => void }) {
  const t = useWords(postWords);
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("edit")} closeLabel={t("close")}>
      <EditForm post={post} onClose={onClose} />
    </Dialog>
  );
}
