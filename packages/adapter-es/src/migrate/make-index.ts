import type { Client } from '@elastic/elasticsearch';
import { isAlreadyThere } from '../cluster/failure.js';
import type { Settings } from '../config/options.js';
import { definitionsOf } from '../setup/definitions.js';
import { WriteTargets } from '../write/targets.js';

/**
 * Returns a function that creates an index before a migration writes to it. An index of the store gets the current
 * mapping; others are mapped by the cluster. An existing index is left as it is. Each index is checked once.
 */
export function createIndexMaker(client: Client, settings: Settings): (index: string) => Promise<void> {
  const definitions = definitionsOf(settings);
  const targets = new WriteTargets(client, settings);
  const there = new Set<string>();
  return async (index) => {
    if (there.has(index)) return;
    if (!(await client.indices.exists({ index }))) {
      if (definitions.some(({ names }) => names.owns(index))) await targets.make(index);
      else await createUnlessThere(client, index);
    }
    there.add(index);
  };
}

/** Another process may create it at the same time. */
async function createUnlessThere(client: Client, index: string): Promise<void> {
  await client.indices.create({ index }).catch((error: unknown) => {
    if (!isAlreadyThere(error)) throw error;
  });
}
