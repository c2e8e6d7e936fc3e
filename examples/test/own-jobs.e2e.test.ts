import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { queueCases, scheduleCases } from '@memex/core/testing';
import { expect, test } from 'vitest';

const PROOF = fileURLToPath(new URL('../own-jobs/prove.mjs', import.meta.url));

/** A process that is killed, and an analytic. */
const OWN_TESTS = 2;

test('the example of jobs passes every conformance case, survives a kill, and computes an analytic', () => {
  const { stdout, status } = spawnSync(process.execPath, ['--test-reporter=tap', PROOF], {
    encoding: 'utf8',
    timeout: 55_000,
  });
  expect(stdout).toContain(`\n# pass ${queueCases.length + scheduleCases.length + OWN_TESTS}\n# fail 0\n`);
  expect(status).toBe(0);
});
