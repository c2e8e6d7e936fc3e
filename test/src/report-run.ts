import { readFile } from 'node:fs/promises';
import { runMemex } from './server.js';

/** How a run of a report went. */
export interface ReportRun {
  readonly millis: number;
  /** The most memory that it held, in MiB, as the system counts it: the program and all that it maps included. */
  readonly peak: number;
}

const PERIOD_MS = 20;

/** Runs a report in a process of its own, from its start to its end. */
export async function runReport(args: readonly string[], instance: string): Promise<ReportRun> {
  const begin = performance.now();
  await using command = runMemex([...args, '--quiet'], { INSTANCE: instance, APIKEY: 'key' });
  let peak = 0;
  const timer = setInterval(() => {
    peakMemory(command.pid).then(
      (now) => {
        peak = Math.max(peak, now);
      },
      () => clearInterval(timer), // It has ended.
    );
  }, PERIOD_MS);
  const { code } = await command.exit;
  const millis = performance.now() - begin;
  clearInterval(timer);
  if (code !== 0) throw new Error(`memex ${args.join(' ')} ended with ${code}:\n${command.output()}`);
  return { millis, peak };
}

async function peakMemory(pid: number): Promise<number> {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kib === undefined) throw new Error(`/proc/${pid}/status tells no VmHWM`);
  return Number(kib) / 1_024;
}
