import { Dialog } from "@/design/primitives/dialog";
import { Kbd } from "@/design/primitives/kbd";
import { useWords } from "@/lib/language";
import { destinations } from "./navigation";
import { shellWords } from "./words";

function Row({ keys, label }: { keys: readonly string[]; label: string }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4">
      <dt className="text-body">{label}</dt>
      <dd dir="ltr" className="flex shrink-0 gap-1">{keys.map((key) => <Kbd key={key}>{key}</Kbd>)}</dd>
    </div>
  );
}

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useWords(shellWords);
  const title = "mb-1 text-xs font-semibold text-strong";
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("shortcuts")} closeLabel={t("close")} size="lg">
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        <section>
          <h3 className={title}>{t("anywhere")}</h3>
          <dl>
            <Row keys={["⌘", "K"]} label={t("keyPalette")} />
            <Row keys={["c"]} label={t("keyCreate")} />
            <Row keys={["?"]} label={t("keyHelp")} />
            {destinations.map((one) => <Row key={one.to} keys={["g", one.key]} label={t("goTo", { page: t(one.word) })} />)}
          </dl>
        </section>
        <div className="flex flex-col gap-6">
          <section>
            <h3 className={title}>{t("inLists")}</h3>
            <dl>
              <Row keys={["j", "k"]} label={t("keyMove")} />
              <Row keys={["Enter"]} label={t("keyOpen")} />
              <Row keys={["Esc"]} label={t("keyClose")} />
            </dl>
          </section>
          <section>
            <h3 className={title}>{t("inCalendar")}</h3>
            <dl>
              <Row keys={["Alt", "←→↑↓"]} label={t("keyShift")} />
            </dl>
          </section>
        </div>
      </div>
    </Dialog>
  );
}
