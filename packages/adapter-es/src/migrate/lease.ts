import { type Client, errors } from '@elastic/elasticsearch';
import { InternalError } from '@memex/core';
import { startHeartbeat, uuidSource } from '@memex/core/toolkit';

/** Prevents two migrators from running at once. `signal` fires when the lease is lost. */
export interface Lease {
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

export interface LeaseOptions {
  readonly client: Client;
  readonly index: string;
  /** Interval between heartbeats, in milliseconds. */
  readonly heartbeatMs?: number;
}

interface Held {
  readonly holder: string;
  readonly beat: number;
}

interface Version {
  readonly if_seq_no: number;
  readonly if_primary_term: number;
}

const ID = 'lease';
const HEARTBEAT_MS = 2_000;
/** A lease that missed this many heartbeats is dead. */
const MAX_MISSED_HEARTBEATS = 5;

/**
 * Takes the lease. It is a document in which the holder increments a number. Another migrator watches that number by
 * its own clock: while it grows, the holder is alive and keeps the lease. When it has not grown for several
 * heartbeats, the holder is dead, and one conditional write takes over. Clocks of different machines are never
 * compared.
 *
 * @throws InternalError if a running migrator holds it.
 */
export async function takeLease({ client, index, heartbeatMs = HEARTBEAT_MS }: LeaseOptions): Promise<Lease> {
  const holder = uuidSource.next();
  let version = (await create(client, index, holder)) ?? (await takeOver(client, index, holder, heartbeatMs));
  const lost = new AbortController();
  let beat = 1;
  const renew = async (): Promise<void> => {
    version = await write(client, index, { holder, beat: beat++ }, version);
  };
  const stop = startHeartbeat(renew, {
    intervalMs: heartbeatMs,
    onError: (error) => lost.abort(new InternalError('the lease of this migrator was lost', error)),
  });
  return {
    signal: lost.signal,
    async release(): Promise<void> {
      await stop();
      if (!lost.signal.aborted) await client.delete({ index, id: ID, ...version, refresh: true });
    },
  };
}

/** Creates the lease and returns its version. Returns `undefined` if it exists. */
async function create(client: Client, index: string, holder: string): Promise<Version | undefined> {
  try {
    const made = await client.create({ index, id: ID, document: { holder, beat: 0 } });
    return versionOf(made);
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}

async function takeOver(
  client: Client,
  index: string,
  holder: string,
  heartbeatMs: number,
): Promise<Version> {
  const seen = await client.get<Held>({ index, id: ID });
  await new Promise((done) => setTimeout(done, heartbeatMs * MAX_MISSED_HEARTBEATS));
  try {
    return await write(client, index, { holder, beat: 0 }, versionOf(seen));
  } catch (error) {
    if (isConflict(error)) throw new InternalError('another migrator is running', error);
    throw error;
  }
}

/** Writes the lease if it still has this version. */
async function write(client: Client, index: string, document: Held, version: Version): Promise<Version> {
  return versionOf(await client.index({ index, id: ID, document, ...version }));
}

function versionOf(written: { readonly _seq_no?: number; readonly _primary_term?: number }): Version {
  return { if_seq_no: written._seq_no ?? 0, if_primary_term: written._primary_term ?? 0 };
}

function isConflict(error: unknown): boolean {
  return error instanceof errors.ResponseError && error.statusCode === 409;
}
