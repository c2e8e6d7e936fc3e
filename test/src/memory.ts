import { readFile } from 'node:fs/promises';

const MIB = 1_048_576;

/** The memory of its own that a process holds, in MiB: without what it maps of files, which the system can take back. */
async function privateMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = /^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error(`/proc/${pid}/status tells no RssAnon`);
  return (Number(kib) * 1_024) / MIB;
}

/** Follows the memory of a process. */
export interface MemoryWatch {
  /** The most MiB that were seen so far. */
  peak(): number;
  /** Ends the watch; by how many MiB the peak lay above the beginning. */
  growth(): Promise<number>;
}

const PERIOD_MS = 10;

export async function watchMemory(pid: number): Promise<MemoryWatch> {
  const before = await privateMemory(pid);
  let peak = before;
  const timer = setInterval(() => {
    privateMemory(pid).then(
      (now) => {
        peak = Math.max(peak, now);
      },
      () => clearInterval(timer), // The process has ended.
    );
  }, PERIOD_MS);
  return {
    peak: () => peak,
    growth: async () => {
      clearInterval(timer);
      return Math.max(peak, await privateMemory(pid)) - before;
    },
  };
}
