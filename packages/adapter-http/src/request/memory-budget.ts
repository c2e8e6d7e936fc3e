import { UnavailableError } from '@memex/core';

/** The share of one request. */
export interface Share {
  /** @throws UnavailableError where all requests together would hold more than the budget. */
  take(bytes: number): void;
  /** Gives back all that was taken. */
  release(): void;
}

/**
 * Bounds how many bytes of bodies are held at once, so that many large ones are refused for a moment instead of filling the memory.
 * What counts is what has arrived: a slow sender that announces much takes little.
 */
export function createMemoryBudget(limit: number): () => Share {
  let held = 0;
  return () => {
    let taken = 0;
    return {
      take: (bytes) => {
        if (held + bytes > limit) {
          throw new UnavailableError('the service', { reason: 'too many large requests are under way' });
        }
        held += bytes;
        taken += bytes;
      },
      release: () => {
        held -= taken;
        taken = 0;
      },
    };
  };
}
