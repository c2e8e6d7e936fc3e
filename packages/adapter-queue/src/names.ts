/** Keys in Redis. Those of `bee-queue` are made of the prefix and the name; ours stand beside them. */
export interface Names {
  readonly beePrefix: string;
  readonly beeName: string;
  /** Set of the ids of dead jobs, kept by `bee-queue`. */
  readonly failed: string;
  /** Hash of jobs by id, kept by `bee-queue`. */
  readonly jobs: string;
  /** Hash of how often each job was started, by id. */
  readonly starts: string;
  /** Hash of dead jobs by id, as JSON. */
  readonly dead: string;
  readonly lease: string;
  readonly lastFiring: string;
}

export function namesOf(prefix: string): Names {
  const bee = `${prefix}:jobs:`;
  return {
    beePrefix: prefix,
    beeName: 'jobs',
    failed: `${bee}failed`,
    jobs: `${bee}jobs`,
    starts: `${prefix}:starts`,
    dead: `${prefix}:dead`,
    lease: `${prefix}:beat:lease`,
    lastFiring: `${prefix}:beat:last`,
  };
}
