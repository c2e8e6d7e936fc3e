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

/** How long a part may take to respond. */
const PROBE_TIMEOUT_MS = 10_000;

interface Outcome {
  /** `new`: the embedded store does not exist yet, and can be created. */
  readonly state: 'ok' | 'new' | 'failed';
  readonly text: string;
  /** How long a part that is `ok` took to respond. */
  readonly latencyMs?: number;
}

/** Probes each configured part, and prints a line with its state, version, address and latency. It never creates a store. */
export const check: Run = async ({ config, options }) => {
  const { store, jobs, platformProbe } = await compose(config, { command: 'check', isMeasured: false });
  const parts: Readonly<Record<string, Part | undefined>> = {
    store: await store(),
    broker: brokerOf(config) === undefined ? undefined : (await jobs()).queue,
    platform: await platformProbe(),
  };
  const outcomes: (Outcome & { readonly part: string })[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (part === undefined) continue;
    const newStore = name === 'store' ? await checkNewStore(config) : undefined;
    const outcome = { part: name, ...(newStore ?? (await probe(part))) };
    outcomes.push(outcome);
    if (options.json === undefined) process.stdout.write(`${lineOf(outcome)}\n`);
  }
  if (options.json !== undefined) process.stdout.write(`${JSON.stringify({ parts: outcomes })}\n`);
  return outcomes.some(({ state }) => state === 'failed') ? EXIT.failed : EXIT.done;
};

function lineOf({ part, state, text }: Outcome & { readonly part: string }): string {
  return `${part.padEnd(10)}  ${state.padEnd(6)}  ${text}`;
}

/** Checks an embedded store that does not exist yet, without creating it; `undefined` if it exists. */
async function checkNewStore(config: Config): Promise<Outcome | undefined> {
  if (storeKindOf(config) !== 'embedded') return undefined;
  const folder = resolve(config.STORE_PATH);
  const { hasSqliteStore } = await import('@memex/adapter-sqlite');
  if (hasSqliteStore(folder)) return undefined;
  const obstacle = await obstacleTo(folder);
  if (obstacle !== undefined) return { state: 'failed', text: obstacle };
  return { state: 'new', text: `there is no store at ${folder} yet: the first start makes one` };
}

/** Why a folder cannot be created or written to; `undefined` if it can. */
async function obstacleTo(path: string): Promise<string | undefined> {
  try {
    // The trailing slash makes it fail with ENOTDIR if it is not a folder.
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

async function probe(part: Part): Promise<Outcome> {
  try {
    await part.start?.();
    const asked = performance.now();
    const { name, version, location } = await part.probe({ signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    const latencyMs = performance.now() - asked;
    const text = `${name} ${version} at ${location}, ${latencyMs.toFixed(1)} ms`;
    return { state: 'ok', text, latencyMs };
  } catch (error) {
    if (!isMemexError(error)) throw error;
    return { state: 'failed', text: reasonOf(error) };
  } finally {
    await part.stop?.();
  }
}

function reasonOf(error: MemexError): string {
  return error.code === 'aborted' ? `it did not answer within ${PROBE_TIMEOUT_MS / 1_000} s` : error.message;
}
