import { type Client, errors } from '@elastic/elasticsearch';
import {
  isAlreadyThere,
  isForbidden,
  isRefused,
  serverError,
  UnusableIndexError,
} from '../cluster/failure.js';
import type { IndexDefinition } from './definitions.js';
import { type DescribedIndex, describeMappedIndices, type MappedIndex } from './describe.js';
import { mappingProblemOf } from './mapping-problem.js';

/**
 * Inspects an index of the store. Returns `undefined` if there is none with this name.
 *
 * @throws UnusableIndexError if it cannot be written to, or documents written to it could not be found.
 */
export async function inspectIndex(
  client: Client,
  index: string,
  { names }: IndexDefinition,
): Promise<MappedIndex | undefined> {
  const own = openIndexOf(index, await describeMappedIndices(client, index));
  if (own === undefined) return undefined;
  const detail = mappingProblemOf(own.mapping, names.content, names.isOwnName(index));
  if (detail !== undefined) throw new UnusableIndexError({ index, problem: 'foreign', detail });
  return own;
}

/**
 * Picks the index with this name from those that match it. Returns `undefined` if there is none.
 *
 * @throws UnusableIndexError if the name is an alias of another index, or the index is closed.
 */
export function openIndexOf<T extends DescribedIndex>(index: string, found: readonly T[]): T | undefined {
  const other = found.find(({ otherNames }) => otherNames.includes(index));
  if (other !== undefined) throw new UnusableIndexError({ index, problem: 'alias', detail: other.name });
  const own = found.find(({ name }) => name === index);
  if (own?.isClosed === true) throw new UnusableIndexError({ index, problem: 'closed' });
  return own;
}

/**
 * Creates an index with an alias, unless it exists. Templates of the operator that match are merged with the request,
 * which takes precedence. The index is inspected before it is used.
 *
 * @throws UnusableIndexError if the cluster does not create it, because of too many shards or a conflicting
 *   template.
 */
export async function makeIndex(
  client: Client,
  index: string,
  { settings, mappings }: IndexDefinition,
  alias: string,
): Promise<void> {
  const request = { index, settings, mappings };
  try {
    await client.indices.create({ ...request, aliases: { [alias]: {} } }).catch((error: unknown) => {
      // A user may have the privilege to create an index, but not to give it an alias.
      if (!isForbidden(error)) throw error;
      return client.indices.create(request);
    });
  } catch (error) {
    if (isAlreadyThere(error)) return;
    if (!isRefused(error)) throw error;
    throw new UnusableIndexError({ index, problem: 'unmade', detail: serverError(error).reason }, error);
  }
}

/** Gives an index an alias. Resolves with whether the user may, and the name is free. */
export async function addAlias(client: Client, index: string, alias: string): Promise<boolean> {
  try {
    await client.indices.updateAliases({ actions: [{ add: { index, alias } }] });
    return true;
  } catch (error) {
    const isTaken =
      error instanceof errors.ResponseError && serverError(error).type === 'invalid_alias_name_exception';
    if (!isTaken && !isForbidden(error)) throw error;
    return false;
  }
}
