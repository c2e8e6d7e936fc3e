import type { Startable } from '@memex/core/ports';

/**
 * A part that is made when it starts. What a Memex makes before it starts would start together with its store, and take work before
 * the server listens.
 */
export function startLater(make: () => Startable): Startable {
  let part: Startable | undefined;
  return {
    start: async () => {
      part ??= make();
      await part.start();
    },
    stop: async () => part?.stop(),
  };
}
