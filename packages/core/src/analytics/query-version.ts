import type { CallOptions } from '../port/call.js';
import type { Sources } from './compute.js';
import type { Descriptor } from './descriptor.js';
import { metricOf } from './metric-of.js';
import { windowOf } from './window.js';

/**
 * A text that stands for the results of descriptors: while it is the same, so are they, but for the times of computing. Ask for it before
 * computing. `undefined` where nobody can tell: the store does not, or a descriptor asks the platform, or it has a window that goes on with time.
 */
export async function queryVersion(
  descriptors: readonly Descriptor[],
  { analysis, clock, zone }: Pick<Sources, 'analysis' | 'clock' | 'zone'>,
  options: CallOptions,
): Promise<string | undefined> {
  if (analysis.version === undefined) return undefined;
  const now = clock.now();
  if (descriptors.some((one) => metricOf(one).of === 'platform' || isOpen(one))) return undefined;
  const windows = descriptors.map(({ timespan }) => windowOf(timespan, now, zone));
  const versions: string[] = [];
  for (const project of new Set(descriptors.map((one) => one.project)))
    versions.push(await analysis.version(project, options));
  return JSON.stringify([descriptors, windows, versions]);
}

/** Whether messages that were stored with later times come into its window by and by. */
function isOpen({ timespan }: Descriptor): boolean {
  return timespan.type === 'moving' && timespan.value === 'all';
}
