import { EXIT } from '../terminal/cli-error.js';

/** Sent by a supervisor, by Ctrl-C, and at the end of a terminal or ssh session. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Ctrl-C reaches every process of a terminal, and parent processes forward it as well. Signals within this time count as one. */
const ECHO_MS = 1_000;

/** Requests have 30 s to finish. After this time the process exits, even if something hangs, also while starting. */
const TIMEOUT_MS = 35_000;

/**
 * Resolves with the first SIGTERM, SIGINT or SIGHUP. A second signal exits at once: an operator who asks twice does not want to wait.
 * Call it before anything starts, so that a signal during the start is not lost.
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

/** Fires with the first signal, to end work that can be resumed; {@link stopReason} tells why. */
export function stopAtSignal(): AbortSignal {
  const stop = new AbortController();
  void firstSignal().then((signal) => stop.abort(new Error(`stopped by ${signal}`)));
  return stop.signal;
}

/** Why it fired: `stopped by SIGINT`. */
export function stopReason({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : 'stopped';
}
