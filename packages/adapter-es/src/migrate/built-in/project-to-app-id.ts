import type { JsonObject } from '@memex/core/toolkit';
import { objectAt, textAt } from '../json-object.js';
import type { Change, Migration, MigrationContext, StoredDocument } from '../migration.js';
import { parseProjectIndex } from './index-names.js';

/** Migration 4: projects become application ids, by a mapping from the operator. */
export const projectToAppId: Migration = {
  number: 4,
  name: 'project_to_app_id',
  skip: ({ applicationIds }) =>
    applicationIds === undefined ? 'no mapping of projects to application ids was given' : undefined,
  async apply(context) {
    for (const pattern of ['message-*', 'logging-*', 'analytic-*']) {
      for (const index of await context.indices(pattern)) {
        const target = targetOf(index, context);
        await context.rewrite(index, (document) => changeOf(document, target, context));
        if (target !== index) await context.dropEmpty(index);
      }
    }
  },
};

/** The index that documents of this index belong to. */
function targetOf(index: string, { applicationIds }: MigrationContext): string {
  const parsed = parseProjectIndex(index);
  const renamed = parsed && applicationIds?.get(parsed.project);
  return parsed === undefined || renamed === undefined
    ? index
    : `${parsed.kind}-${renamed.toLowerCase()}-${parsed.date}`;
}

function changeOf({ index, id, source }: StoredDocument, target: string, context: MigrationContext): Change {
  const changed = renameProjects(source, context);
  if (target !== index) return { to: 'move', index: target, id, source: changed };
  return changed === source ? { to: 'keep' } : { to: 'replace', source: changed };
}

/**
 * Renames the project of a document, and of the query of an analytic. Returns the same object if there is none to
 * rename.
 */
function renameProjects(source: JsonObject, context: MigrationContext): JsonObject {
  return renameWithin(renameWithin(renameProject(source, context), 'query', context), 'descriptor', context);
}

function renameWithin(source: JsonObject, key: string, context: MigrationContext): JsonObject {
  const part = objectAt(source, key);
  const renamed = renameProject(part, context);
  return renamed === part ? source : { ...source, [key]: renamed };
}

function renameProject(object: JsonObject, { applicationIds }: MigrationContext): JsonObject {
  const applicationId = applicationIds?.get(textAt(object, 'project') ?? '');
  return applicationId === undefined ? object : { ...object, project: applicationId };
}
