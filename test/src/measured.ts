import { watchMemory } from './memory.js';
import { runMemex } from './server.js';

/** What a command did, took and printed. */
export interface MeasuredCommand {
  readonly code: number | null;
  readonly output: string;
  readonly seconds: number;
  /** The most memory of its own, in MiB. */
  readonly peak: number;
}

/** Runs a command of Memex to its end. */
export async function runMeasured(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<MeasuredCommand> {
  const began = performance.now();
  await using command = runMemex(args, environment);
  const memory = await watchMemory(command.pid);
  const { code } = await command.exit;
  const peak = memory.peak();
  await memory.growth().catch(() => undefined); // It has ended, so its memory cannot be read any more.
  return { code, output: command.output(), seconds: (performance.now() - began) / 1_000, peak };
}
