/** Keys in Redis. Those of `bee-queue` are made of the prefix and the name; ours stand beside them. */
export interface Names {
  readonly beePrefix: string;
  readonly beeName: string;
  /** Kept by `bee-queue`: the texts of all jobs by id, ids by what they wait for, and those that may have lost their process. */
  readonly bee: Readonly<Record<BeeKey, string>>;
  /** Hash of dead jobs by id, as JSON. */
  readonly dead: string;
  /** What probes write, to see whether Redis lets them. */
  readonly probe: string;
  readonly lease: string;
  readonly lastRun: string;
}

type BeeKey =
  | 'jobs'
  | 'waiting'
  | 'delayed'
  | 'earlierDelayed'
  | 'active'
  | 'failed'
  | 'stalling'
  | 'stallBlock';

export function namesOf(prefix: string): Names {
  const bee = (key: BeeKey): string => `${prefix}:jobs:${key}`;
  return {
    beePrefix: prefix,
    beeName: 'jobs',
    bee: {
      jobs: bee('jobs'),
      waiting: bee('waiting'),
      delayed: bee('delayed'),
      earlierDelayed: bee('earlierDelayed'),
      active: bee('active'),
      failed: bee('failed'),
      stalling: bee('stalling'),
      stallBlock: bee('stallBlock'),
    },
    dead: `${prefix}:dead`,
    probe: `${prefix}:probe`,
    lease: `${prefix}:beat:lease`,
    lastRun: `${prefix}:beat:last`,
  };
}
