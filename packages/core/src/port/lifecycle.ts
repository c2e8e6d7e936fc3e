/**
 * Whatever holds a resource: a connection, a file, a thread, a timer.
 *
 * - `start` resolves when the resource is usable or will heal by itself; it rejects only for what waiting cannot mend (a wrong
 *   password, a file of a newer version). Calling it again while started does nothing.
 * - `stop` takes no new work, finishes what was accepted, releases everything, and leaves nothing that keeps the process alive.
 *   Calling it again, or before `start`, does nothing. After `stop`, calls fail with `UnavailableError`.
 */
export interface Startable {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts each in order; when one fails, stops those already started, last first, and throws its error. */
export async function startAll(parts: readonly Startable[]): Promise<void> {
  for (const [index, part] of parts.entries()) {
    try {
      await part.start();
    } catch (error) {
      await stopAll(parts.slice(0, index));
      throw error;
    }
  }
}

/** Stops each, last first. One that fails does not keep the others from stopping; the first failure is thrown at the end. */
export async function stopAll(parts: readonly Startable[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of [...parts].reverse()) {
    await part.stop().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
