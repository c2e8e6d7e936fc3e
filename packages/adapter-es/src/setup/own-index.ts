import { type Client, errors, type estypes } from '@elastic/elasticsearch';
import { serverError, UnusableIndexError } from '../failure.js';
import type { IndexDefinition } from './definitions.js';
import { type DescribedIndex, describeIndices, mappingsOf } from './describe.js';
import { misfitOf } from './fitness.js';

/** An index that documents can be written to. */
export interface OwnIndex extends DescribedIndex {
  readonly mapping: estypes.MappingTypeMapping;
}

/**
 * An index of the store; `undefined` where there is none of this name.
 *
 * @throws UnusableIndexError where it cannot be written to, or what is written could not be found.
 */
export async function inspectIndex(
  client: Client,
  index: string,
  { names }: IndexDefinition,
): Promise<OwnIndex | undefined> {
  const found = await describeIndices(client, index);
  const own = found.find(({ name }) => name === index);
  const [other] = found;
  if (own === undefined && other !== undefined)
    throw new UnusableIndexError({ index, problem: 'alias', detail: other.name });
  if (own === undefined) return undefined;
  if (own.isClosed) throw new UnusableIndexError({ index, problem: 'closed' });
  const mapping = (await mappingsOf(client, index)).get(index) ?? {};
  const detail = misfitOf(mapping, names.content, names.isOwnName(index));
  if (detail !== undefined) throw new UnusableIndexError({ index, problem: 'foreign', detail });
  return { ...own, mapping };
}

const REFUSED = 400;

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
    if (!(error instanceof errors.ResponseError)) throw error;
    const { status, type, reason } = serverError(error);
    if (type === 'resource_already_exists_exception') return;
    if (status === REFUSED) throw new UnusableIndexError({ index, problem: 'unmade', detail: reason }, error);
    throw error;
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

export function isForbidden(error: unknown): boolean {
  return error instanceof errors.ResponseError && serverError(error).type === 'security_exception';
}
