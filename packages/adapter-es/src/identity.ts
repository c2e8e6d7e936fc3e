import { randomUUID } from 'node:crypto';
import { errors } from '@elastic/elasticsearch';
import { InternalError } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import { identityIndex } from './config/index-names.js';
import type { Settings } from './config/options.js';
import type { Place } from './document/place.js';
import type { Engine } from './engine/engine.js';
import type { Session } from './engine/session.js';
import { create } from './write/operation.js';

const CREATED = 201;
const CONFLICT = 409;

/** Returns the id of the store: a random id in an index of its own. The first process that asks creates it. */
export async function storeIdentity(
  engine: Engine,
  settings: Settings,
  options: CallOptions = {},
): Promise<string> {
  const place = { index: identityIndex(settings), id: 'identity' };
  const known = await engine.read((session) => recall(session, place), options);
  return known ?? engine.write((session) => make(session, place), options);
}

async function recall({ client }: Session, place: Place): Promise<string | undefined> {
  try {
    const { _source } = await client.get<string>({ ...place });
    const document: { readonly identity: string } | undefined =
      _source === undefined ? undefined : JSON.parse(_source);
    return document?.identity;
  } catch (error) {
    if (error instanceof errors.ResponseError && error.statusCode === 404) return undefined;
    throw error;
  }
}

/** If several processes create one at once, the first wins. */
async function make(session: Session, place: Place): Promise<string> {
  const identity = randomUUID();
  const [result] = await session.writer.write([create(place, JSON.stringify({ identity }))]);
  if (result?.status === CREATED) return identity;
  const first = result?.status === CONFLICT ? await recall(session, place) : undefined;
  if (first !== undefined) return first;
  throw new InternalError(`the identity of the store was not stored: ${result?.reason}`);
}
