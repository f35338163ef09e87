import { useNavigate } from "@tanstack/react-router";
import { Ban, CalendarClock, Check, ExternalLink, Hand, Pencil, RotateCw, Scale, Send, Trash2, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { usePostAction, type PostAction } from "@/api/posts";
import type { Post } from "@/api/types";
import { Button, buttonLook, type ButtonVariant } from "@/design/primitives/button";
import { say, sayError } from "@/design/primitives/toast";
import { ConfirmDialog } from "@/design/patterns/confirm-dialog";
import { platformName } from "@/design/patterns/platform-mark";
import { useWords } from "@/lib/language";
import { actionsFor, type Doable } from "./actions-for";
import { EditDialog } from "./edit-dialog";
import { ResolveDialog } from "./resolve-dialog";
import { postWords } from "./words";

const said = { cancel: "saidCancelled", "publish-now": "saidPublishing", retry: "saidRetrying", unpublish: "saidDown", approve: "saidApproved" } as const;
const labels = { approve: "approve", "publish-now": "publishNow", move: "move", cancel: "cancel", retry: "retry", resolve: "resolve", unpublish: "unpublish", "by-hand": "byHand", edit: "edit" } as const;
const icons: Record<Doable, LucideIcon> = { approve: Check, "publish-now": Send, move: CalendarClock, cancel: Ban, retry: RotateCw, resolve: Scale, unpublish: Trash2, "by-hand": Hand, edit: Pencil };

type Asking = "edit" | "cancel" | "unpublish" | "resolve";

/** The first action is the next sensible thing; what ends a post is never the loud one. */
function lookOf(doable: Doable, isFirst: boolean): ButtonVariant {
  if (doable === "cancel" || doable === "unpublish") return "danger";
  return isFirst ? "primary" : "secondary";
}

function Asked({ post, asking, onRun, onClose }: { post: Post; asking: Asking | null; onRun: (name: PostAction) => void; onClose: () => void }) {
  const t = useWords(postWords);
  const isDown = asking === "unpublish";
  return (
    <>
      <ConfirmDialog
        isOpen={asking === "cancel" || isDown}
        title={t(isDown ? "takeDownTitle" : "cancelTitle")}
        text={t(isDown ? "takeDownText" : "cancelText", { network: platformName(post.channel.platform) })}
        confirmLabel={t(isDown ? "unpublish" : "cancel")}
        keepLabel={t("keep")}
        onConfirm={() => onRun(isDown ? "unpublish" : "cancel")}
        onClose={onClose}
      />
      <EditDialog post={post} isOpen={asking === "edit"} onClose={onClose} />
      <ResolveDialog post={post} isOpen={asking === "resolve"} onClose={onClose} />
    </>
  );
}

interface PostActionsProps {
  post: Post;
  onMove: () => void;
  /** Beside a page that has its own primary action. */
  isQuiet?: boolean;
}

/** What can be done with a post in its state. */
export function PostActions({ post, onMove, isQuiet = false }: PostActionsProps) {
  const t = useWords(postWords);
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking | null>(null);
  const action = usePostAction(post.id, post.revision);
  const doables = [...actionsFor(post.status, post.needs_approval)].filter((one) => !(isQuiet && (one === "unpublish" || one === "by-hand")));
  const run = (name: PostAction) => {
    setAsking(null);
    action.mutate(name, { onSuccess: () => say(t(said[name])), onError: sayError });
  };
  const start = (doable: Doable) => {
    if (doable === "move") onMove();
    else if (doable === "by-hand") void navigate({ to: "/posts/$postId/by-hand", params: { postId: post.id } });
    else if (doable === "approve" || doable === "publish-now" || doable === "retry") run(doable);
    else setAsking(doable);
  };
  return (
    <>
      {post.url && (
        <a href={post.url} target="_blank" rel="noreferrer" className={buttonLook(isQuiet ? "secondary" : "primary")}>
          <ExternalLink aria-hidden className="size-4 rtl:-scale-x-100" />
          {t("onNetwork", { network: platformName(post.channel.platform) })}
        </a>
      )}
      {doables.map((doable, index) => (
        <Button key={doable} variant={lookOf(doable, index === 0 && !isQuiet)} icon={icons[doable]} isBusy={action.isPending && action.variables === doable} onClick={() => start(doable)}>
          {t(labels[doable])}
        </Button>
      ))}
      <Asked post={post} asking={asking} onRun={run} onClose={() => setAsking(null)} />
    </>
  );
}
