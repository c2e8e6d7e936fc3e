import { AbortedError } from '@memex/core';

/** Exit codes after a signal: 128 plus the number of the signal, as in shells. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** After a signal, work has this long to clean up. Ctrl-C should take at most a second; the rest is a reserve for busy machines. */
const TIMEOUT_MS = 700;

/** Listens for signals while a report runs. */
export interface Interruption {
  /** Fires with the first signal. */
  readonly signal: AbortSignal;
  /** Rejects if work has not ended in time after the signal. */
  readonly overdue: Promise<never>;
  /** The received signal and its exit code; undefined if there was none. */
  received(): { readonly name: string; readonly exitCode: number } | undefined;
  /** Stops listening. */
  end(): void;
}

export function listenForSignals(): Interruption {
  const stop = new AbortController();
  let name: keyof typeof EXIT_CODES | undefined;
  let timer: NodeJS.Timeout | undefined;
  let giveUp: (error: Error) => void = () => undefined;
  const overdue = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  overdue.catch(() => undefined); // After the work has ended, nothing awaits it.
  // A second Ctrl-C is ignored: the run is about to end, and is deleting what it defined in the logger.
  const onSignal = (received: NodeJS.Signals): void => {
    if (name !== undefined || !isKnown(received)) return;
    name = received;
    stop.abort(new Error(`stopped by ${received}`));
    timer = setTimeout(() => giveUp(new AbortedError()), TIMEOUT_MS);
  };
  const names = Object.keys(EXIT_CODES).filter(isKnown);
  for (const one of names) process.on(one, onSignal);
  return {
    signal: stop.signal,
    overdue,
    received: () => (name === undefined ? undefined : { name, exitCode: EXIT_CODES[name] }),
    end() {
      clearTimeout(timer);
      for (const one of names) process.off(one, onSignal);
    },
  };
}

function isKnown(name: string): name is keyof typeof EXIT_CODES {
  return name in EXIT_CODES;
}
