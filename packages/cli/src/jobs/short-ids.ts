import type { DeadJob } from '@memex/core/model';
import { CliError, EXIT } from '../terminal/cli-error.js';

/** Ids up to this length are shown whole. */
const MAX_WHOLE = 16;

/** Lengths of endings. An id of an analytic begins with a time, so only its end tells it from others. */
const LENGTHS = [8, 12, 16, 24] as const;

/** A shorter ending could be a slip of the keyboard. */
const MIN_ENDING = 4;

const MAX_CANDIDATES = 10;

/** The shortest form of each id that names one job: the id itself, or its end. */
export function shortIds(jobs: readonly Pick<DeadJob, 'id'>[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { id } of jobs)
    for (const ending of endingsOf(id)) counts.set(ending, (counts.get(ending) ?? 0) + 1);
  return jobs.map(({ id }) =>
    id.length <= MAX_WHOLE ? id : ([...endingsOf(id)].find((ending) => counts.get(ending) === 1) ?? id),
  );
}

function endingsOf(id: string): ReadonlySet<string> {
  return new Set(LENGTHS.map((length) => id.slice(-length)));
}

/** The jobs that some ids name, and the ids that name none. */
export interface NamedJobs {
  readonly jobs: readonly DeadJob[];
  readonly unknown: readonly string[];
}

/**
 * Finds jobs by their ids or the ends of their ids.
 *
 * @throws CliError if an end is that of several.
 */
export function namedJobs(names: readonly string[], jobs: readonly DeadJob[]): NamedJobs {
  const found = names.map((name) => ({ name, job: namedJob(name, jobs) }));
  return {
    jobs: [...new Set(found.flatMap(({ job }) => job ?? []))],
    unknown: found.filter(({ job }) => job === undefined).map(({ name }) => name),
  };
}

function namedJob(name: string, jobs: readonly DeadJob[]): DeadJob | undefined {
  const exact = jobs.find(({ id }) => id === name);
  if (exact !== undefined || name.length < MIN_ENDING) return exact;
  const [first, ...others] = jobs.filter(({ id }) => id.endsWith(name));
  if (first === undefined || others.length === 0) return first;
  const ids = [first, ...others].map(({ id }) => id);
  throw new CliError(EXIT.misused, [
    `${ids.length} dead jobs end in \`${name}\`; write more of the id:`,
    ...ids.slice(0, MAX_CANDIDATES).map((id) => `  ${id}`),
    ...(ids.length > MAX_CANDIDATES ? [`  and ${ids.length - MAX_CANDIDATES} more`] : []),
  ]);
}
