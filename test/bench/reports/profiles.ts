import { createOutputFiles } from '@memex/adapter-files';
import { createPlatform } from '@memex/adapter-platform';
import { readWindow, reportAnalytics } from '@memex/core/reports';
import { systemClock } from '@memex/core/toolkit';
import { SAMPLE_PROJECT } from '../../src/samples.js';
import { serveMeasurements } from '../bare/measurements.js';

/** Writes the profiles of an application to a JSON file, by the library; measures profiles a second. */
const [instance = '', target = ''] = process.argv.slice(2);

serveMeasurements(async () => {
  const begin = performance.now();
  const window = readWindow({ range: 'ALL' });
  if (window === undefined) throw new Error('ALL is a window');
  const files = createOutputFiles({ stdout: process.stdout });
  const ports = { ...createPlatform({ instance, apiKey: 'key' }), clock: systemClock, zone: 'UTC' };
  const profiles = await files.document(target);
  const { counts } = await reportAnalytics({ appId: SAMPLE_PROJECT, window }, ports, { profiles });
  await files.commit();
  return ((counts.profiles ?? 0) / (performance.now() - begin)) * 1_000;
});
