import { useCallback, useEffect, useReducer, useState } from "react";
import { emptyDraft, isEmpty, type Draft } from "./draft";

const KEY = "heliograph.draft";

/** A change to the draft: parts of it, or a function of what it is now. */
export type Change = Partial<Draft> | ((draft: Draft) => Partial<Draft>);

function stored(): Draft {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<Draft> | null;
    return kept ? { ...emptyDraft, ...kept } : emptyDraft;
  } catch {
    return emptyDraft;
  }
}

/** Files that never arrived are not kept: the browser cannot read them again by itself. */
function keepable(draft: Draft): Draft {
  const arrived = (media: Draft["media"]) => media.filter((one) => one.state === "ready");
  return { ...draft, media: arrived(draft.media), parts: draft.parts.map((part) => ({ ...part, media: arrived(part.media) })) };
}

/** What is being written, kept in this browser so that a closed page loses nothing. `begun` stands
 * in its place where one comes with something to send; what was there before is `aside`. */
export function useComposition(begun?: Partial<Draft>) {
  const [aside] = useState(() => (begun && !isEmpty(stored()) ? stored() : null));
  const [draft, apply] = useReducer((now: Draft, change: Change) => ({ ...now, ...(typeof change === "function" ? change(now) : change) }), undefined, () => (begun ? { ...emptyDraft, ...begun } : stored()));
  useEffect(() => {
    localStorage.setItem(KEY, JSON.stringify(keepable(draft)));
  }, [draft]);
  const change = useCallback((next: Change) => apply(next), []);
  const clear = useCallback(() => apply(emptyDraft), []);
  return { draft, aside, change, clear };
}
