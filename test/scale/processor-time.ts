import { readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second for every process. */
const MS_PER_TICK = 10;

/** The processes that do the work. */
export interface Processes {
  readonly elasticsearch: readonly number[];
  readonly memex: number;
}

/** What some work took, in milliseconds: on the clock, and of processors. */
export interface Cost {
  readonly elapsedMs: number;
  /** Of all nodes. */
  readonly elasticsearch: number;
  readonly memex: number;
}

export const NO_COST: Cost = { elapsedMs: 0, elasticsearch: 0, memex: 0 };

/** Does some work, and tells what it took. */
export async function costOf(processes: Processes, work: () => Promise<unknown>): Promise<Cost> {
  const before = now(processes);
  await work();
  const after = now(processes);
  return combine(after, before, (end, start) => end - start);
}

export function sumOfCosts(one: Cost, other: Cost): Cost {
  return combine(one, other, (a, b) => a + b);
}

/** A cost of many operations, as that of one; or of one as that of many. */
export function times(cost: Cost, factor: number): Cost {
  return combine(cost, cost, (own) => own * factor);
}

function combine(one: Cost, other: Cost, by: (a: number, b: number) => number): Cost {
  return {
    elapsedMs: by(one.elapsedMs, other.elapsedMs),
    elasticsearch: by(one.elasticsearch, other.elasticsearch),
    memex: by(one.memex, other.memex),
  };
}

function now({ elasticsearch, memex }: Processes): Cost {
  return {
    elapsedMs: performance.now(),
    elasticsearch: elasticsearch.reduce((sum, pid) => sum + processorTime(pid), 0),
    memex: processorTime(memex),
  };
}

/** Since the process began. */
function processorTime(pid: number): number {
  // The name of the command, in parentheses, may hold spaces; the times are the 14th and 15th field of the line.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}
