/** Tells for how long a figure of something has not changed, in milliseconds. */
export interface Stillness<A extends object> {
  of(subject: A, figure: number): number;
  /** Begins anew. */
  forget(subject: A): void;
}

export function createStillness<A extends object>(): Stillness<A> {
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
