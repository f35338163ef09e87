import { MessageCirclePlus } from "lucide-react";
import { useState } from "react";
import type { Channel, Platform, RuleProblem } from "@/api/types";
import { Button } from "@/design/primitives/button";
import { Field } from "@/design/primitives/field";
import { TextArea, TextInput } from "@/design/primitives/input";
import { useWords } from "@/lib/language";
import type { PostKind } from "@/lib/kinds";
import { Counts } from "./counts";
import { takes, takesLink, textRules, titleRules, wireKind, type Draft } from "./draft";
import { KindChoice } from "./kind-choice";
import { MediaEditor } from "./media-editor";
import { PartsEditor } from "./parts-editor";
import { PollEditor } from "./poll-editor";
import { ProblemList } from "./problem-list";
import { problemsAt } from "./problems";
import type { Change } from "./use-draft";
import { composeWords } from "./words";

const accepts: Partial<Record<PostKind, string>> = {
  image: "image/*", video: "video/*", reel: "video/*", story: "image/*,video/*", link: "image/*",
  document: ".pdf,.doc,.docx,.ppt,.pptx", thread: "image/*,video/*",
};

const labels: Partial<Record<PostKind, "question" | "caption" | "description">> = {
  poll: "question", image: "caption", video: "description", reel: "caption", story: "caption", document: "description",
};

export interface Chosen {
  channel: Channel;
  platform: Platform;
}

interface WriterProps {
  draft: Draft;
  chosen: readonly Chosen[];
  connected: readonly Platform[];
  problems: readonly RuleProblem[];
  onChange: (change: Change) => void;
}

const names = (platforms: readonly Platform[]) => platforms.map((one) => one.name).join(", ");

function Comment({ draft, platforms, problems, onChange }: { draft: Draft; platforms: readonly Platform[]; problems: readonly RuleProblem[]; onChange: (change: Change) => void }) {
  const t = useWords(composeWords);
  const [isOpen, setOpen] = useState(draft.comment !== "");
  if (!isOpen) return <Button variant="quiet" icon={MessageCirclePlus} className="-ms-3 self-start" onClick={() => setOpen(true)}>{t("addComment")}</Button>;
  const rules = platforms.map((platform) => ({ platform, rules: platform.comment ?? platform.text }));
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("comment")} help={t("commentFor", { networks: names(platforms) })}>
        {(ids) => <TextArea {...ids} dir="auto" rows={2} className="min-h-16" value={draft.comment} onChange={(event) => onChange({ comment: event.target.value })} />}
      </Field>
      <Counts text={draft.comment} rules={rules} />
      <ProblemList problems={problemsAt(problems, "comment")} />
    </div>
  );
}

/** The post as it is written once for all channels; each field only where a chosen network asks for it. */
export function Writer({ draft, chosen, connected, problems, onChange }: WriterProps) {
  const t = useWords(composeWords);
  const kindOn = (platform: Platform) => wireKind(draft, platform);
  const platforms = [...new Map(chosen.map((one) => [one.platform.id, one.platform])).values()];
  const asked = platforms.length > 0 ? platforms : connected.filter((one) => takes(one, draft.kind));
  const titled = asked.filter((one) => titleRules(one, kindOn(one)));
  const linked = asked.filter((one) => takesLink(one, kindOn(one)));
  const commented = draft.kind === "thread" ? [] : asked.filter((one) => one.steps.includes("comment"));
  const worded = asked.filter((one) => textRules(one, kindOn(one)).max > 0);
  const rules = platforms.filter((one) => worded.includes(one)).map((platform) => ({ platform, rules: textRules(platform, kindOn(platform)) }));
  const accept = accepts[draft.kind];
  return (
    <div className="flex flex-col gap-5">
      <KindChoice kind={draft.kind} platforms={connected} onChange={(next) => onChange({ kind: next })} />
      {titled.length > 0 && (
        <div className="flex flex-col gap-2">
          <Field label={t("titleField")} help={t("titleFor", { networks: names(titled) })}>
            {(ids) => <TextInput {...ids} dir="auto" value={draft.title} onChange={(event) => onChange({ title: event.target.value })} />}
          </Field>
          {draft.title && <Counts text={draft.title} rules={titled.flatMap((platform) => { const one = titleRules(platform, kindOn(platform)); return one ? [{ platform, rules: one }] : []; })} />}
          <ProblemList problems={problemsAt(problems, "title")} />
        </div>
      )}
      {accept && (
        <div className="flex flex-col gap-2">
          <span aria-hidden className="text-sm font-medium text-strong">{t("media")}</span>
          <MediaEditor media={draft.media} accept={accept} onChange={(change) => onChange((old) => ({ media: change(old.media) }))} />
        </div>
      )}
      <ProblemList problems={problemsAt(problems, "media")} />
      {linked.length > 0 && (
        <div className="flex flex-col gap-2">
          <Field label={t("link")} help={t("linkFor", { networks: names(linked) })}>
            {(ids) => <TextInput {...ids} type="url" dir="ltr" placeholder="https://" value={draft.link} onChange={(event) => onChange({ link: event.target.value })} />}
          </Field>
          <ProblemList problems={problemsAt(problems, "link")} />
        </div>
      )}
      {worded.length > 0 && (
        <div className="flex flex-col gap-2">
          <Field label={t(labels[draft.kind] ?? "text")} help={t("textHelp")}>
            {(ids) => <TextArea {...ids} dir="auto" rows={draft.kind === "thread" ? 3 : 6} value={draft.text} onChange={(event) => onChange({ text: event.target.value })} />}
          </Field>
          <Counts text={draft.text} rules={rules} />
          <ProblemList problems={problemsAt(problems, "text")} />
        </div>
      )}
      {draft.kind === "thread" && (
        <div className="flex flex-col gap-3">
          <span className="text-sm font-medium text-strong">{t("parts")}</span>
          <PartsEditor parts={draft.parts} rules={rules} problems={problemsAt(problems, "parts")} onChange={(change) => onChange((old) => ({ parts: change(old.parts) }))} />
        </div>
      )}
      {draft.kind === "poll" && (
        <div className="flex flex-col gap-3">
          <span className="text-sm font-medium text-strong">{t("poll")}</span>
          <PollEditor draft={draft} platforms={asked} problems={problemsAt(problems, "poll")} onChange={onChange} />
        </div>
      )}
      {commented.length > 0 && <Comment draft={draft} platforms={commented} problems={problems} onChange={onChange} />}
      <ProblemList problems={problemsAt(problems, "rest")} />
    </div>
  );
}
