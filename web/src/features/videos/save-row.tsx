import { Button } from "@/design/primitives/button";
import { useWords } from "@/lib/language";
import { studioWords } from "./studio-words";

interface SaveRowProps {
  label: string;
  isDirty: boolean;
  isBusy: boolean;
  onDiscard: () => void;
}

/** Stands there from the beginning, so that nothing moves once something is typed. */
export function SaveRow({ label, isDirty, isBusy, onDiscard }: SaveRowProps) {
  const t = useWords(studioWords);
  return (
    <div className="flex justify-end gap-2">
      {isDirty && <Button size="sm" variant="quiet" onClick={onDiscard}>{t("discard")}</Button>}
      <Button size="sm" type="submit" disabled={!isDirty} isBusy={isDirty && isBusy}>{label}</Button>
    </div>
  );
}
