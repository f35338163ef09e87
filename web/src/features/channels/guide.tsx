import { Link } from "@tanstack/react-router";
import { Check, ExternalLink, Plug } from "lucide-react";
import type { ReactNode } from "react";
import type { AppKeys, Platform } from "@/api/types";
import { buttonLook } from "@/design/primitives/button";
import { Chip } from "@/design/primitives/chip";
import { CopyButton } from "@/design/primitives/copy-button";
import { useLanguage, useWords } from "@/lib/language";
import { AppKeysForm } from "./app-keys-form";
import { guideSteps } from "./guide-steps";
import { guideWords } from "./guide-words";

function Step({ mark, title, children, isLast = false }: { mark: ReactNode; title: ReactNode; children?: ReactNode; isLast?: boolean }) {
  return (
    <li className="relative flex gap-4 pb-6 last:pb-0">
      {!isLast && <span aria-hidden className="absolute start-4 top-9 bottom-1 w-px bg-line-subtle" />}
      <span className="tabular flex size-8 shrink-0 items-center justify-center rounded-full bg-surface-raised text-sm font-semibold text-strong ring-1 ring-line-strong ring-inset">{mark}</span>
      <div className="min-w-0 flex-1 pt-1">
        <div className="text-base text-strong">{title}</div>
        {children && <div className="mt-3">{children}</div>}
      </div>
    </li>
  );
}

function Copied({ label, text }: { label: string; text: string }) {
  const t = useWords(guideWords);
  return (
    <div className="rounded-card border border-subtle bg-surface-raised p-3">
      <p className="text-xs text-muted">{label}</p>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <code dir="ltr" className="min-w-0 flex-1 py-1 font-mono text-sm break-all text-strong">{text}</code>
        <CopyButton size="sm" text={text} label={t("copy")} doneLabel={t("copied")} />
      </div>
    </div>
  );
}

/** What is entered at the network while following the steps. */
function Entered({ platform }: { platform: Platform }) {
  const t = useWords(guideWords);
  return (
    <aside className="flex flex-col gap-3 lg:sticky lg:top-20 lg:self-start">
      {platform.sign_in.oauth && <Copied label={t("redirect")} text={platform.sign_in.redirect_url} />}
      {platform.sign_in.scopes.length > 0 && (
        <div className="rounded-card border border-subtle bg-surface-raised p-3">
          <div className="flex items-center justify-between gap-2">
            <p className="text-xs text-muted">{t("scopes")}</p>
            <CopyButton size="sm" text={platform.sign_in.scopes.join(" ")} label={t("copy")} doneLabel={t("copied")} />
          </div>
          <ul dir="ltr" className="mt-2 flex flex-wrap gap-1">{platform.sign_in.scopes.map((scope) => <li key={scope} className="max-w-full"><Chip><span className="truncate font-mono">{scope.replace(/^https:\/\/www\.googleapis\.com\/auth\//, "…/")}</span></Chip></li>)}</ul>
        </div>
      )}
      {platform.limits && (
        <div className="rounded-card border border-subtle bg-surface-raised p-3">
          <p className="text-xs text-muted">{t("limits")}</p>
          <p className="mt-1 text-sm text-body" dir="auto">{platform.limits}</p>
        </div>
      )}
    </aside>
  );
}

/** How to get the keys of a network, step by step, with what is copied there and entered here. */
export function Guide({ platform, kept }: { platform: Platform; kept: AppKeys | undefined }) {
  const t = useWords(guideWords);
  const { language } = useLanguage();
  const steps = guideSteps(platform, language);
  const asksApp = platform.sign_in.needs_app;
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <ol>
        {steps.map((step, index) => (
          <Step key={step} mark={index + 1} title={<span dir="auto">{step}</span>}>
            {index === 0 && platform.sign_in.guide_url && (
              <a href={platform.sign_in.guide_url} target="_blank" rel="noreferrer" className={buttonLook("secondary")}>
                <ExternalLink aria-hidden className="size-4 rtl:-scale-x-100" />{t("openThere", { network: platform.name })}
              </a>
            )}
          </Step>
        ))}
        {asksApp && (
          <Step mark={kept ? <Check aria-hidden className="size-4 text-live" /> : steps.length + 1} title={t("enterKeys")}>
            <AppKeysForm key={kept?.client_id ?? "new"} platform={platform} kept={kept} />
          </Step>
        )}
        <Step isLast mark={steps.length + (asksApp ? 2 : 1)} title={t(platform.sign_in.oauth ? "thenAllow" : "thenEnter", { network: platform.name })}>
          <Link to="/channels" search={{ connect: platform.id }} className={buttonLook("primary")}>
            <Plug aria-hidden className="size-4" />{t("connect", { network: platform.name })}
          </Link>
        </Step>
      </ol>
      <Entered platform={platform} />
    </div>
  );
}
