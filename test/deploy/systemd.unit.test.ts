import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const UNIT = resolve(import.meta.dirname, '../../deploy/systemd/memex.service');
const verified = spawnSync('systemd-analyze', ['verify', UNIT], { encoding: 'utf8' });
const skipped = verified.error === undefined ? '' : ': needs systemd-analyze';

test.skipIf(skipped !== '')(`systemd accepts the unit${skipped}`, () => {
  expect([verified.status, `${verified.stdout}${verified.stderr}`]).toEqual([0, '']);
});
