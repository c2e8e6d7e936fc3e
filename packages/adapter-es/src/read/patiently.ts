import { delayAfter } from '../delay.js';
import { BusyError, translate } from '../failure.js';

const PATIENCE_MILLIS = 3_000;

/**
 * Reads again while the cluster is busy, for a while: the first moments of an index are such, when a month begins. What does not
 * answer at all is not asked again.
 *
 * @throws UnavailableError
 */
export async function patiently<T>(read: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MILLIS;
  for (let attempts = 0; ; attempts++) {
    try {
      return await read();
    } catch (error) {
      const failure = translate(error);
      const delay = delayAfter(attempts);
      if (!(failure instanceof BusyError) || Date.now() + delay > deadline) throw failure;
      await new Promise((done) => setTimeout(done, delay));
    }
  }
}
