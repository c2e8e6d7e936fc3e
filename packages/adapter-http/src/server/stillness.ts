/** Measures how long a number that belongs to a subject has not changed, in milliseconds. */
export interface StillnessTimer<A extends object> {
  of(subject: A, figure: number): number;
  /** Starts over. */
  forget(subject: A): void;
}

export function createStillnessTimer<A extends object>(): StillnessTimer<A> {
  const seen = new WeakMap<A, { readonly figure: number; readonly at: number }>();
  return {
    of: (subject, figure) => {
      const now = performance.now();
      const before = seen.get(subject);
      if (before?.figure === figure) return now - before.at;
      seen.set(subject, { figure, at: now });
      return 0;
    },
    forget: (subject) => {
      seen.delete(subject);
    },
  };
}
