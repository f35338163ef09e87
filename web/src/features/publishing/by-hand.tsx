import { Download, ExternalLink, Share2, Smartphone } from "lucide-react";
import type { ReactNode } from "react";
import type { Channel, Post } from "@/api/types";
import { Button, buttonLook } from "@/design/primitives/button";
import { CopyButton } from "@/design/primitives/copy-button";
import { sayError } from "@/design/primitives/toast";
import { platformName } from "@/design/patterns/platform-mark";
import { composerOf } from "@/lib/composers";
import { useWords } from "@/lib/language";
import { ByHandConfirm } from "./by-hand-confirm";
import { byHandWords } from "./by-hand-words";

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="flex flex-col gap-3 rounded-card border border-subtle bg-surface-raised p-4">
      <h2 className="flex items-center gap-3 font-semibold text-strong">
        <span aria-hidden className="tabular inline-flex size-6 items-center justify-center rounded-full bg-surface-sunken text-xs text-body">{number}</span>
        {title}
      </h2>
      {children}
    </li>
  );
}

async function shareFiles(post: Post): Promise<void> {
  const files = await Promise.all(
    post.media.map(async (one, index) => {
      const blob = await (await fetch(one.url)).blob();
      return new File([blob], `heliograph-${index + 1}.${one.mime.split("/")[1] ?? "bin"}`, { type: one.mime });
    }),
  );
  await navigator.share({ files, text: post.text });
}

function Files({ post }: { post: Post }) {
  const t = useWords(byHandWords);
  const canShare = "share" in navigator && "canShare" in navigator;
  // Leaving the sheet of the phone without choosing an app is not a failure.
  const share = () => shareFiles(post).catch((error: unknown) => error instanceof DOMException && error.name === "AbortError" ? undefined : sayError(error));
  return (
    <>
      <ul className="flex flex-col gap-2">
        {post.media.map((one, index) => (
          <li key={one.asset_id} className="flex items-center gap-3">
            {one.mime.startsWith("video/") ? (
              <video src={one.url} muted playsInline preload="metadata" className="size-16 rounded-control bg-screen object-cover" />
            ) : (
              <img src={one.url} alt={one.alt} className="size-16 rounded-control object-cover ring-1 ring-line-subtle" />
            )}
            <span className="min-w-0 flex-1 text-xs text-muted" dir="ltr">{one.mime}{one.width && ` · ${one.width} × ${one.height ?? ""}`}</span>
            <a href={one.url} download={`heliograph-${index + 1}`} className={buttonLook("secondary", "lg")}><Download aria-hidden className="size-4" />{t("save")}</a>
          </li>
        ))}
      </ul>
      {canShare && <Button size="lg" icon={Share2} onClick={() => void share()}>{t("share")}</Button>}
    </>
  );
}

function Words({ label, text }: { label: string; text: string }) {
  const t = useWords(byHandWords);
  if (!text) return null;
  return (
    <div>
      <div className="flex items-center justify-between gap-3">
        <span className="text-xs text-muted">{label}</span>
        <CopyButton text={text} label={t("copy")} doneLabel={t("copied")} />
      </div>
      <p className="at-start mt-1 max-h-48 overflow-y-auto rounded-control bg-surface-page p-3 text-sm wrap-anywhere whitespace-pre-wrap text-strong" dir="auto">{text}</p>
    </div>
  );
}

/** What a network does not take from us, done by a person with a thumb: file, words, app, address. */
export function ByHand({ post, channel }: { post: Post; channel: Channel | undefined }) {
  const t = useWords(byHandWords);
  const network = platformName(post.channel.platform);
  const { extras } = post;
  const composer = composerOf(post.channel.platform, { text: post.text, title: extras.title ?? "", link: extras.link ?? "", server: channel?.base_url ?? "" });
  const alt = post.media.map((one) => one.alt).filter(Boolean).join("\n");
  const first = post.media.length > 0 ? 1 : 0;
  return (
    <div className="mx-auto flex max-w-128 flex-col gap-4">
      <div className="hidden items-center gap-3 rounded-card bg-surface-sunken p-3 text-sm text-body lg:flex">
        <Smartphone aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="flex-1">{t("onPhone")}</span>
        <CopyButton size="sm" text={window.location.href} label={t("copyPage")} doneLabel={t("copied")} />
      </div>
      <ol className="flex flex-col gap-4">
        {post.media.length > 0 && <Step number={1} title={t(post.media.length > 1 ? "files" : "file")}><Files post={post} /></Step>}
        <Step number={first + 1} title={t("words")}>
          <Words label={t("titleField")} text={extras.title ?? ""} />
          <Words label={t("caption")} text={post.text} />
          <Words label={t("link")} text={extras.link ?? ""} />
          <Words label={t("alt")} text={alt} />
          <Words label={t("comment")} text={extras.first_comment ?? ""} />
        </Step>
        <Step number={first + 2} title={t("open", { handle: post.channel.handle })}>
          {composer && <a href={composer} target="_blank" rel="noreferrer" className={buttonLook("secondary", "lg")}><ExternalLink aria-hidden className="size-4 rtl:-scale-x-100" />{t("openButton", { network })}</a>}
        </Step>
        <Step number={first + 3} title={t("confirm")}><ByHandConfirm post={post} /></Step>
      </ol>
    </div>
  );
}
