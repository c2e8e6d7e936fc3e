import { EXIT } from '../terminal/cli-error.js';

/** What asks a process to end: its keeper, Ctrl-C, and the end of its terminal or ssh session. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Ctrl-C reaches every process of a terminal, and those that started this one pass it on: what comes within this time is one signal. */
const ECHO_MS = 1_000;

/** Requests have 30 s to finish; what hangs for longer than this, be it in starting, is not waited for. */
const TIMEOUT_MS = 35_000;

/**
 * Resolves with the first SIGTERM, SIGINT or SIGHUP. The next one ends the process at once: an operator who asks twice does not want to wait.
 * To be called before anything starts, so that a signal during the start is not lost.
 */
export function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (firstAt === undefined) setTimeout(() => process.exit(EXIT.failed), TIMEOUT_MS).unref();
      firstAt ??= performance.now();
      resolve(signal);
      if (performance.now() - firstAt > ECHO_MS) process.exit(EXIT.failed);
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
  });
}
