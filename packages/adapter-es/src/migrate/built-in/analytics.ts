import { type JsonObject, stringifyJson } from '@memex/core/toolkit';
import type { Change, Migration, MigrationContext, StoredDocument } from '../migration.js';

/** Every index with analytics, of any version. */
export const ANALYTIC_INDICES = 'analytic-*';

/** What a migration does with an analytic. It returns the new form, the same one, or `undefined` to delete it. */
export type AnalyticChange = (analytic: JsonObject, context: MigrationContext) => JsonObject | undefined;

/** Creates a migration that changes every analytic in place. */
export function analyticMigration(number: number, name: string, change: AnalyticChange): Migration {
  return {
    number,
    name,
    async apply(context) {
      for (const index of await context.indices(ANALYTIC_INDICES)) {
        await context.rewrite(index, (document) => changeOf(document, change(document.source, context)));
      }
    },
  };
}

function changeOf({ source }: StoredDocument, changed: JsonObject | undefined): Change {
  if (changed === undefined) return { to: 'delete' };
  return stringifyJson(changed) === stringifyJson(source)
    ? { to: 'keep' }
    : { to: 'replace', source: changed };
}
