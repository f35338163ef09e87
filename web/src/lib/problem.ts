/** What a person needs to know of any error, wherever it came from. */
export interface Described {
  title: string;
  detail: string;
  remedy: string;
}

interface Explained {
  title?: string;
  remedy?: string;
}

export function describe(error: unknown): Described {
  if (!(error instanceof Error)) return { title: "", detail: String(error), remedy: "" };
  const explained = error as Error & Explained;
  return { title: explained.title ?? "", detail: error.message, remedy: explained.remedy ?? "" };
}

/** fetch itself failed: the server was not reached at all. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError;
}

/** What happened and what to do, as sentences in one line. */
export function sentences(...parts: readonly (string | null | undefined)[]): string {
  return parts.flatMap((part) => (part ? [/[.!?؟…]$/.test(part) ? part : `${part}.`] : [])).join(" ");
}
