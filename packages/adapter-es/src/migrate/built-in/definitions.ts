import type { JsonObject } from '@memex/core/toolkit';
import { objectAt, textAt } from '../json-object.js';
import type { Migration, MigrationContext, StoredDocument } from '../migration.js';
import { ANALYTICS } from './analytics.js';

/** Where Memex keeps analytics: under the analytic's own id. */
const DEFINITIONS = 'analytic-definitions';

/**
 * Migration 9: analytics move from the daily indices of the Python service into one. Where several documents have one id, the one with
 * the newest result stays.
 */
export const analyticsIntoDefinitions: Migration = {
  number: 9,
  name: 'analytics_into_definitions',
  async apply(context) {
    const daily = (await context.indices(ANALYTICS)).filter((index) => index !== DEFINITIONS);
    const newest = await newestOfEach(daily, context);
    for (const index of daily) {
      await context.rewrite(index, (document) => {
        const id = idOf(document);
        const best = newest.get(id);
        if (best !== undefined && best.place !== placeOf(document)) return { to: 'delete' };
        return { to: 'move', index: DEFINITIONS, id, source: { ...document.source, id } };
      });
      await context.dropEmpty(index);
    }
  },
};

interface Candidate {
  readonly place: string;
  readonly made: string;
}

/** Of all documents with one id the one to keep. What was moved already counts too, so that a killed migration goes on rightly. */
async function newestOfEach(
  daily: readonly string[],
  context: MigrationContext,
): Promise<ReadonlyMap<string, Candidate>> {
  const newest = new Map<string, Candidate>();
  const moved = await context.indices(DEFINITIONS);
  for (const index of [...moved, ...daily]) {
    await context.rewrite(index, (document) => {
      const candidate = { place: placeOf(document), made: madeOf(document.source) };
      const best = newest.get(idOf(document));
      if (best === undefined || candidate.made > best.made) newest.set(idOf(document), candidate);
      return { to: 'keep' };
    });
  }
  return newest;
}

function idOf({ id, source }: StoredDocument): string {
  return textAt(source, 'id') ?? id;
}

/** When the result was made, to the second: whatever their fractions, these texts sort as their instants. */
function madeOf(source: JsonObject): string {
  return (textAt(objectAt(source, 'result'), 'creationDt') ?? '').slice(0, 19).replace(' ', 'T');
}

function placeOf({ index, id }: StoredDocument): string {
  return `${index}/${id}`;
}
