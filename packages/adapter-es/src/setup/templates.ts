import type { Client } from '@elastic/elasticsearch';
import { isRefused, RefusedError, serverError } from '../cluster/failure.js';
import type { Settings } from '../config/options.js';
import { definitionsOf } from './definitions.js';

/** Above catch-all templates of users. */
const PRIORITY = 200;

/**
 * Puts the index templates. They apply to indices that others create, and the server rejects invalid settings at
 * once. Safe to repeat, and to run in several processes at once.
 *
 * @throws RefusedError if the server rejects one.
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
