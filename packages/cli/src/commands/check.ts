import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isMemexError, type MemexError } from '@memex/core';
import type { Probe, Startable } from '@memex/core/ports';
import { compose } from '../composition/composition.js';
import { brokerOf } from '../composition/jobs.js';
import { storeKindOf } from '../composition/stores.js';
import type { Config } from '../config/config.js';
import { EXIT } from '../terminal/cli-error.js';
import type { Run } from './run.js';

/** How long a part may take to answer. */
const ANSWER_TIMEOUT_MS = 10_000;

interface Outcome {
  /** `new`: a store that is not there yet, and can be made. */
  readonly state: 'ok' | 'new' | 'failed';
  readonly text: string;
}

/** Asks each configured part, and prints a line for each: whether it answers, as what, where, and how soon. It makes no store. */
export const check: Run = async ({ config }) => {
  const { store, jobs, platformProbe } = await compose(config, { isMeasured: false });
  const parts: Readonly<Record<string, Part | undefined>> = {
    store: await store(),
    broker: brokerOf(config) === undefined ? undefined : (await jobs()).queue,
    platform: await platformProbe(),
  };
  let failed = false;
  for (const [name, part] of Object.entries(parts)) {
    if (part === undefined) continue;
    const newStore = name === 'store' ? await lookAtNewStore(config) : undefined;
    const { state, text } = newStore ?? (await ask(part));
    failed ||= state === 'failed';
    process.stdout.write(`${name.padEnd(10)}  ${state.padEnd(6)}  ${text}\n`);
  }
  return failed ? EXIT.failed : EXIT.done;
};

/** What there is to say of an embedded store without starting it, which would make it; `undefined` where it is there. */
async function lookAtNewStore(config: Config): Promise<Outcome | undefined> {
  if (storeKindOf(config) !== 'embedded') return undefined;
  const folder = resolve(config.STORE_PATH);
  const { hasSqliteStore } = await import('@memex/adapter-sqlite');
  if (hasSqliteStore(folder)) return undefined;
  const obstacle = await obstacleTo(folder);
  if (obstacle !== undefined) return { state: 'failed', text: obstacle };
  return { state: 'new', text: `there is no store at ${folder} yet: the first start makes one` };
}

/** Why no folder can be made or written to at a path; `undefined` where it can. */
async function obstacleTo(path: string): Promise<string | undefined> {
  try {
    // A folder can be searched; what is no folder answers ENOTDIR.
    await access(`${path}/`, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' && dirname(path) !== path) return obstacleTo(dirname(path));
    if (code === 'ENOENT' || code === 'ENOTDIR') return `${path} is not a folder`;
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return `${path} cannot be written to`;
    throw error;
  }
}

type Part = Probe & Partial<Startable>;

async function ask(part: Part): Promise<Outcome> {
  try {
    await part.start?.();
    const asked = performance.now();
    const { name, version, location } = await part.probe({ signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    const latency = (performance.now() - asked).toFixed(1);
    return { state: 'ok', text: `${name} ${version} at ${location}, ${latency} ms` };
  } catch (error) {
    if (!isMemexError(error)) throw error;
    return { state: 'failed', text: reasonOf(error) };
  } finally {
    await part.stop?.();
  }
}

function reasonOf(error: MemexError): string {
  return error.code === 'aborted' ? `it did not answer within ${ANSWER_TIMEOUT_MS / 1_000} s` : error.message;
}
