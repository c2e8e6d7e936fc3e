import { spawnSync } from 'node:child_process';
import { isInstalled } from './installed.js';
import { isMissing } from './require.js';

const MISSING = { missing: 'promtool: the package prometheus' };

/** What the names of tests end with that need promtool and are skipped; nothing where it is there. */
export function withoutPromtool(): string {
  return isInstalled('promtool') || !isMissing(MISSING) ? '' : `: needs ${MISSING.missing}`;
}

/** What `promtool check metrics` objects to in a page of metrics; empty where it finds nothing. */
export function objectionsTo(metrics: string): string {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: metrics,
    encoding: 'utf8',
  });
  const printed = `${stdout}${stderr}`.trim();
  return status === 0 || printed !== '' ? printed : `promtool ended with ${status}`;
}
