import { malformed } from '@memex/core/toolkit';

/** Together with the longest own name, within the 255 bytes of Elasticsearch. */
const MAX_LENGTH = 100;

/** What Elasticsearch accepts at the beginning of a name. A leading dot would mean an index of the cluster itself. */
const NAME = /^[a-z0-9][a-z0-9._-]*$/;

/** The beginnings of our patterns. A prefix with one of them would be read by the store without it. */
const OWN = ['message-', 'logging-', 'analytic-'] as const;

/** The beginnings of the data streams for which Elasticsearch has templates of its own. */
const BUILT_IN = ['logs-', 'metrics-', 'synthetics-', 'profiling-', 'traces-', 'security_solution-'] as const;

/**
 * Checks the prefix of all names. Two stores with different prefixes share no name, and no pattern of one matches a name of the other: the words that
 * our names begin with do not overlap, so only a prefix that contains one of them could reach into another store.
 *
 * @throws MalformedError naming what is wrong.
 */
export function checkedPrefix(prefix: string): string {
  if (prefix === '') return prefix;
  if (prefix.length > MAX_LENGTH || !NAME.test(prefix))
    throw malformed(
      'prefix',
      `must be 1 to ${MAX_LENGTH} lower-case letters, digits, dots, dashes and underscores, and begin with a letter or a digit`,
    );
  const own = OWN.find((word) => prefix.includes(word));
  if (own !== undefined)
    throw malformed('prefix', `must not contain ${own}, with which names of other stores begin`);
  const builtIn = BUILT_IN.find((word) => prefix.startsWith(word));
  if (builtIn !== undefined)
    throw malformed('prefix', `must not begin with ${builtIn}, for which Elasticsearch has templates`);
  return prefix;
}
