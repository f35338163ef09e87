import { useState } from "react";
import { useMovePost } from "@/api/posts";
import { Button } from "@/design/primitives/button";
import { Dialog } from "@/design/primitives/dialog";
import { Field } from "@/design/primitives/field";
import { TextInput } from "@/design/primitives/input";
import { say, sayError } from "@/design/primitives/toast";
import { whenWords } from "@/design/patterns/post-sentence";
import { useLanguage, useWords } from "@/lib/language";
import { zoneName } from "@/lib/time";
import { fromWall, toWall } from "@/lib/zones";
import { moveWords } from "./move-words";

export interface Movable {
  id: string;
  due_at: string | null;
  time_zone: string;
  revision?: number | undefined;
}

interface MoveDialogProps {
  post: Movable | null;
  now: Date;
  onClose: () => void;
}

function MoveForm({ post, now, onClose }: { post: Movable; now: Date; onClose: () => void }) {
  const t = useWords(moveWords);
  const { language } = useLanguage();
  const move = useMovePost();
  const [wall, setWall] = useState(() => toWall(post.due_at ?? now, post.time_zone));
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) ? fromWall(wall, post.time_zone) : null;
  const isPast = moment !== null && moment <= now;
  const save = (due: string, undo?: string | null) => {
    move.mutate(
      { id: post.id, due_at: due, local_due: toWall(due, post.time_zone) },
      {
        onSuccess: () => say(t("moved", { when: whenWords(due, post.time_zone, now, language) }), undo ? { label: t("undo"), run: () => save(undo) } : undefined),
        onError: sayError,
      },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!moment || isPast) return;
        save(moment.toISOString(), post.due_at);
        onClose();
      }}
      className="flex flex-col gap-4"
    >
      <Field label={t("when", { zone: zoneName(post.time_zone, language) })} error={isPast ? t("past") : undefined} help={moment ? whenWords(moment.toISOString(), post.time_zone, now, language) : undefined}>
        {(ids) => <TextInput {...ids} type="datetime-local" value={wall} onChange={(event) => setWall(event.target.value)} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("keep")}</Button>
        <Button type="submit" variant="primary" disabled={!moment || isPast}>{t("save", { time: wall.slice(11) })}</Button>
      </div>
    </form>
  );
}

/** The way to move a post that needs no dragging. */
export function MoveDialog({ post, now, onClose }: MoveDialogProps) {
  const t = useWords(moveWords);
  return (
    <Dialog isOpen={post !== null} onClose={onClose} title={t("title")} closeLabel={t("keep")} size="sm">
      {post && <MoveForm key={post.id} post={post} now={now} onClose={onClose} />}
    </Dialog>
  );
}
