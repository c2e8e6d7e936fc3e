import { AbortedError } from '@memex/core';

/** How a process ends that a signal ended: 128 and the signal's number, as shells have it. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Work has this long after a signal to end and to leave nothing behind; the rest of the second that Ctrl-C may take is for a busy machine. */
const TIMEOUT_MS = 700;

/** Listens for signals while a report runs. */
export interface Interruption {
  /** Fires with the first signal. */
  readonly signal: AbortSignal;
  /** Rejects where work has not ended a while after the signal. */
  readonly overdue: Promise<never>;
  /** Which signal came, and the exit code that it means; undefined where none came. */
  received(): { readonly name: string; readonly exitCode: number } | undefined;
  /** Listens no more. */
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
  overdue.catch(() => undefined); // Nobody waits for it once the work has ended.
  // A second Ctrl-C changes nothing: the end is near, and what was defined in the logger is being deleted.
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
