import { type Client, errors } from '@elastic/elasticsearch';
import { isForbidden, RefusedError, serverError } from '../cluster/failure.js';
import type { Settings } from '../config/options.js';

/** There is no such policy. */
const MISSING = 404;
/** The server knows no policies. */
const REFUSED = 400;

/**
 * Elasticsearch makes indices with a policy that is not there, and then keeps them for ever.
 *
 * @throws RefusedError where the configured policy is not there.
 */
export async function checkLifecyclePolicy(
  client: Client,
  { lifecyclePolicy: name }: Settings,
): Promise<void> {
  if (name === undefined) return;
  try {
    await client.ilm.getLifecycle({ name, filter_path: '*.version' });
  } catch (error) {
    // Who may not look for it may use it.
    if (isForbidden(error)) return;
    if (!(error instanceof errors.ResponseError)) throw error;
    const { status, reason } = serverError(error);
    if (status !== MISSING && status !== REFUSED) throw error;
    throw new RefusedError(`it has no lifecycle policy ${name}: ${reason}`, error);
  }
}
