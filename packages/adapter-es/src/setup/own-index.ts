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
 * An index of the store; `undefined` where there is none of this name.
 *
 * @throws UnusableIndexError where it cannot be written to, or what is written could not be found.
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
 * The index of a name among those that answer to it; `undefined` where there is none.
 *
 * @throws UnusableIndexError where another index answers to the name, or it is closed.
 */
export function openIndexOf<T extends DescribedIndex>(index: string, found: readonly T[]): T | undefined {
  const other = found.find(({ otherNames }) => otherNames.includes(index));
  if (other !== undefined) throw new UnusableIndexError({ index, problem: 'alias', detail: other.name });
  const own = found.find(({ name }) => name === index);
  if (own?.isClosed === true) throw new UnusableIndexError({ index, problem: 'closed' });
  return own;
}

/**
 * Makes an index, with an alias. Does nothing where there is one of this name.
 *
 * Templates of the operator that match it are merged into what it is made with, which wins where both say something: it is inspected
 * before it is used.
 *
 * @throws UnusableIndexError where the cluster does not make it: too many shards, a template that leaves no choice.
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
      // Who may make an index may not always give it an alias.
      if (!isForbidden(error)) throw error;
      return client.indices.create(request);
    });
  } catch (error) {
    if (isAlreadyThere(error)) return;
    if (!isRefused(error)) throw error;
    throw new UnusableIndexError({ index, problem: 'unmade', detail: serverError(error).reason }, error);
  }
}

/** Gives an index an alias; resolves with whether the user may and the name is free. */
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
