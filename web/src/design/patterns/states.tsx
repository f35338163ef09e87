import { RotateCw, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "@/lib/language";
import { describe, isUnreachable } from "@/lib/problem";
import { Button } from "../primitives/button";

const words = {
  again: ["Try again", "حاول مجددًا"],
  unreachable: ["Heliograph does not answer", "لا يجيب هيليوغراف"],
  unreachableDetail: ["The server could not be reached. Nothing you made is lost.", "تعذّر الوصول إلى الخادم. لم يضِع شيء مما صنعته."],
  unreachableRemedy: ["Check that it is running, then try again.", "تأكد من أنه يعمل، ثم حاول مجددًا."],
  failed: ["This could not be read", "تعذّرت القراءة"],
} as const;

interface EmptyProps {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  compact?: boolean;
}

/** What will be here, why it is worth it, and the one thing to do. */
export function Empty({ icon: Icon, title, children, action, compact }: EmptyProps) {
  return (
    <div className={`flex flex-col items-start gap-2 rounded-card border border-dashed border-strong ${compact ? "p-4" : "p-8"}`}>
      <Icon aria-hidden className="size-5 text-muted" />
      <p className="text-sm font-semibold text-strong">{title}</p>
      <p className="max-w-prose text-sm text-muted">{children}</p>
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

/** What happened and what to do, from the API's own answer. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useWords(words);
  const away = isUnreachable(error);
  const told = describe(error);
  return (
    <div role="alert" className="flex max-w-3xl flex-col items-start gap-2 rounded-card border border-subtle bg-wash-failed p-4 text-sm">
      <p className="font-semibold text-strong" dir="auto">{away ? t("unreachable") : told.title || t("failed")}</p>
      <p className="text-body" dir="auto">{away ? t("unreachableDetail") : told.detail}</p>
      {(away || told.remedy) && <p className="font-medium text-strong" dir="auto">{away ? t("unreachableRemedy") : told.remedy}</p>}
      {onRetry && <Button icon={RotateCw} size="sm" className="mt-1" onClick={onRetry}>{t("again")}</Button>}
    </div>
  );
}
