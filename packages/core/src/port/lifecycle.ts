/**
 * Something that holds a resource: a connection, a file, a thread, a timer.
 *
 * - `start` resolves when the resource is usable, or will be without help. It rejects only if waiting cannot help: for a wrong
 *   password, or a file of a newer version. While started, calling it again does nothing.
 * - `stop` accepts no new work, finishes what was accepted, releases everything, and leaves nothing that keeps the process
 *   alive. Calling it again, or before `start`, does nothing. After `stop`, calls fail with `UnavailableError`.
 */
export interface Startable {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the parts in order. If one fails, stops those already started, last first, and throws the error. */
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

/** Stops the parts, last first. If one fails, the others are still stopped. Throws the first failure at the end. */
export async function stopAll(parts: readonly Startable[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of [...parts].reverse()) {
    await part.stop().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
