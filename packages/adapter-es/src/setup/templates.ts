import type { Client } from '@elastic/elasticsearch';
import { isRefused, RefusedError, serverError } from '../cluster/failure.js';
import type { Settings } from '../config/options.js';
import { definitionsOf } from './definitions.js';

/** Above those of users that match everything. */
const PRIORITY = 200;

/**
 * Puts the index templates: for indices that others than this version of Memex make, and because the server then says at once which of
 * the settings it cannot take. Safe to repeat, and for several processes at once.
 *
 * @throws RefusedError where the server does not take one.
 */
export async function putTemplates(client: Client, settings: Settings): Promise<void> {
  for (const { template: name, names, ...template } of definitionsOf(settings)) {
    if (name === undefined) continue;
    try {
      await client.indices.putIndexTemplate({
        name,
        index_patterns: [names.pattern],
        priority: PRIORITY,
        template: { settings: template.settings, mappings: template.mappings },
      });
    } catch (error) {
      if (!isRefused(error)) throw error;
      throw new RefusedError(`it refuses the index template ${name}: ${serverError(error).reason}`, error);
    }
  }
}
