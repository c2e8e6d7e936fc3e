/** The keys in Redis: those of `bee-queue`, and our own next to them. */
export interface Names {
  readonly beePrefix: string;
  readonly beeName: string;
  /** Maintained by `bee-queue`: the texts of all jobs by id, their ids by state, and those that may have lost their process. */
  readonly bee: Readonly<Record<BeeKey, string>>;
  /** A hash from the ids of dead jobs to their JSON. */
  readonly dead: string;
  /** Written by probes, to check that Redis accepts writes. */
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
