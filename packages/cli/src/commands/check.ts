import { isMemexError, type Probe, type Startable } from '@memex/core';
import { compose, MEMEX } from '../composition.js';
import { EXIT } from '../refusal.js';
import type { Run } from './run.js';

/** How long a part may take to answer. */
const PATIENCE_MILLIS = 10_000;

/** Starts and asks each configured part, and prints a line for each: whether it answers, as what, where, and how soon. */
export const check: Run = async ({ config }) => {
  const container = await compose(config);
  const parts = { store: container.get(MEMEX) };
  let failed = false;
  for (const [name, part] of Object.entries(parts)) {
    const outcome = await ask(part);
    failed ||= !outcome.answers;
    process.stdout.write(`${name.padEnd(10)}  ${outcome.answers ? 'ok    ' : 'failed'}  ${outcome.text}\n`);
  }
  return failed ? EXIT.failed : EXIT.done;
};

async function ask(part: Startable & Probe): Promise<{ readonly answers: boolean; readonly text: string }> {
  try {
    await part.start();
    const asked = performance.now();
    const { name, version, location } = await part.probe({ signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    const latency = (performance.now() - asked).toFixed(1);
    return { answers: true, text: `${name} ${version} at ${location}, ${latency} ms` };
  } catch (error) {
    if (!isMemexError(error)) throw error;
    return { answers: false, text: error.message };
  } finally {
    await part.stop();
  }
}
