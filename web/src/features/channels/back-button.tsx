import { Button } from "@/design/primitives/button";
import { useWords } from "@/lib/language";
import { channelWords } from "./words";

/** Back to the choice of networks, where there was one. */
export function BackButton({ onBack }: { onBack: (() => void) | undefined }) {
  const t = useWords(channelWords);
  return onBack ? <Button variant="quiet" className="me-auto -ms-3" onClick={onBack}>{t("otherNetwork")}</Button> : null;
}
