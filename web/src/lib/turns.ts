/** What is urgent goes before all that waits. */
export type Turns = <T>(signal: AbortSignal, work: () => Promise<T>, isUrgent?: boolean) => Promise<T>;

/** Lets so many pieces of work run at once and the others wait; who gave up meanwhile does not begin. */
export function turns(most: number): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (signal, work, isUrgent = false) => {
    if (running < most) running += 1;
    else await new Promise<void>((begin) => (isUrgent ? waiting.unshift(begin) : waiting.push(begin)));
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
