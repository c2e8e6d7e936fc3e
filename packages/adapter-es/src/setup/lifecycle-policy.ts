import { type Client, errors } from '@elastic/elasticsearch';
import { isForbidden, RefusedError, serverError } from '../cluster/failure.js';
import type { Settings } from '../config/options.js';

/** The policy does not exist. */
const MISSING = 404;
/** The server has no policies. */
const REFUSED = 400;

/**
 * Checks the configured lifecycle policy. With a policy that does not exist, Elasticsearch would create indices and
 * keep them for ever.
 *
 * @throws RefusedError if the policy does not exist.
 */
export async function checkLifecyclePolicy(
  client: Client,
  { lifecyclePolicy: name }: Settings,
): Promise<void> {
  if (name === undefined) return;
  try {
    await client.ilm.getLifecycle({ name, filter_path: '*.version' });
  } catch (error) {
    // A user may lack the privilege to read a policy and still use it.
    if (isForbidden(error)) return;
    if (!(error instanceof errors.ResponseError)) throw error;
    const { status, reason } = serverError(error);
    if (status !== MISSING && status !== REFUSED) throw error;
    throw new RefusedError(`it has no lifecycle policy ${name}: ${reason}`, error);
  }
}
