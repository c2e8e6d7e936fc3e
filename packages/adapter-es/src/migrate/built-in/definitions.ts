import type { JsonObject } from '@memex/core/toolkit';
import { objectAt, textAt } from '../json-object.js';
import type { Migration, MigrationContext, StoredDocument } from '../migration.js';
import { ANALYTIC_INDICES } from './analytics.js';

/** The index of analytics in Memex. The document id is the id of the analytic. */
const DEFINITIONS = 'analytic-definitions';

/**
 * Migration 9: analytics move from the daily indices of the Python service to a single index. If several documents
 * have the same id, the one with the newest result is kept.
 */
export const analyticsIntoDefinitions: Migration = {
  number: 9,
  name: 'analytics_into_definitions',
  async apply(context) {
    const daily = (await context.indices(ANALYTIC_INDICES)).filter((index) => index !== DEFINITIONS);
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

/**
 * Chooses one document for each id. Documents that were already moved count too, so that a migration that was killed
 * continues correctly.
 */
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

/** When the result was computed, to the second. These texts sort in the order of time. */
function madeOf(source: JsonObject): string {
  return (textAt(objectAt(source, 'result'), 'creationDt') ?? '').slice(0, 19).replace(' ', 'T');
}

function placeOf({ index, id }: StoredDocument): string {
  return `${index}/${id}`;
}
