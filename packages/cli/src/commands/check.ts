import { isMemexError, type MemexError, type Probe, type Startable } from '@memex/core';
import { compose, JOBS, MEMEX, PLATFORM_PROBE } from '../composition.js';
import { brokerOf } from '../jobs/jobs.js';
import { EXIT } from '../refusal.js';
import type { Run } from './run.js';

/** How long a part may take to answer. */
const PATIENCE_MILLIS = 10_000;

/** Starts and asks each configured part, and prints a line for each: whether it answers, as what, where, and how soon. */
export const check: Run = async ({ config }) => {
  const container = await compose(config);
  const parts: Readonly<Record<string, Part | undefined>> = {
    store: container.get(MEMEX),
    broker: brokerOf(config) === undefined ? undefined : container.get(JOBS).queue,
    platform: container.get(PLATFORM_PROBE),
  };
  let failed = false;
  for (const [name, part] of Object.entries(parts)) {
    if (part === undefined) continue;
    const outcome = await ask(part);
    failed ||= !outcome.answers;
    process.stdout.write(`${name.padEnd(10)}  ${outcome.answers ? 'ok    ' : 'failed'}  ${outcome.text}\n`);
  }
  return failed ? EXIT.failed : EXIT.done;
};

type Part = Probe & Partial<Startable>;

async function ask(part: Part): Promise<{ readonly answers: boolean; readonly text: string }> {
  try {
    await part.start?.();
    const asked = performance.now();
    const { name, version, location } = await part.probe({ signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    const latency = (performance.now() - asked).toFixed(1);
    return { answers: true, text: `${name} ${version} at ${location}, ${latency} ms` };
  } catch (error) {
    if (!isMemexError(error)) throw error;
    return { answers: false, text: reasonOf(error) };
  } finally {
    await part.stop?.();
  }
}

function reasonOf(error: MemexError): string {
  return error.code === 'aborted' ? `it did not answer within ${PATIENCE_MILLIS / 1_000} s` : error.message;
}
