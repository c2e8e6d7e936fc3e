import type { Missing } from './server-node.js';

/**
 * Tells a server from the lack of one. With `REQUIRE_SERVICES=1` a lack is an error: nothing is skipped then.
 */
export function isMissing<S extends object>(outcome: S | Missing): outcome is Missing {
  if (!('missing' in outcome)) return false;
  if (process.env.REQUIRE_SERVICES === '1') throw new Error(outcome.missing);
  return true;
}
