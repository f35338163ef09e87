import { useState } from "react";

/** What is being typed, apart from what is saved; once something else is saved, that is shown. */
export function useKept<T>(saved: T) {
  const mark = JSON.stringify(saved);
  const [kept, setKept] = useState<{ mark: string; value: T }>({ mark, value: saved });
  const value = kept.mark === mark ? kept.value : saved;
  return {
    value,
    isDirty: JSON.stringify(value) !== mark,
    change: (next: T) => setKept({ mark, value: next }),
    discard: () => setKept({ mark, value: saved }),
  };
}
