/**
 * Pages share a database. Each has a session, whose lock it holds as long as it lives; the batches of a session without a holder belong to
 * the page that gets its lock.
 */
export interface Sessions {
  readonly own: string;
  /** Tries to take over a session whose page is gone. */
  adopt(session: string): Promise<boolean>;
  /** Gives all back. */
  release(): void;
}

export function createSessions(name: string): Sessions {
  const own = crypto.randomUUID();
  const releases: (() => void)[] = [];
  const hold = (session: string): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const request = navigator.locks.request(`${name}/${session}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise<void>((release) => releases.push(release));
      });
      request.catch(reject);
    });
  const held = hold(own);
  return {
    own,
    adopt: async (session) => (await held) && hold(session),
    release() {
      for (const release of releases) release();
    },
  };
}
