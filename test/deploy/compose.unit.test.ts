import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { membersOf } from '../src/members.js';

const ROOT = resolve(import.meta.dirname, '../..');
const MEMEX = join(
  dirname(createRequire(import.meta.url).resolve('@memex/cli/package.json')),
  'bin/memex.js',
);

test.each(['compose.yaml', 'compose.embedded.yaml', 'compose.sentinel.yaml', 'compose.cluster.yaml'])(
  '%s names only what there is',
  (file) => {
    const { services, volumes } = membersOf(parse(readFileSync(join(ROOT, file), 'utf8'), { merge: true }));
    const [commands, variables] = [helpOn(), helpOn('env')];
    const all = Object.entries(membersOf(services)).map(([name, service]) => ({
      name,
      ...membersOf(service),
    }));
    const ours = all.map(membersOf).filter(({ image }) => image === 'memex');
    expect(ours.length).toBeGreaterThan(0);
    for (const { command = 'serve', environment } of ours) {
      expect(commands).toMatch(new RegExp(`^ {2}${command} `, 'm'));
      for (const name of Object.keys(membersOf(environment))) expect(variables).toContain(`  ${name} `);
    }
    for (const service of all.map(membersOf)) {
      for (const needed of Object.keys(membersOf(service.depends_on)))
        expect(Object.keys(membersOf(services))).toContain(needed);
      for (const mount of Array.isArray(service.volumes) ? service.volumes : [])
        expect(Object.keys(membersOf(volumes))).toContain(String(mount).split(':')[0]);
    }
  },
);

function helpOn(...topics: readonly string[]): string {
  return spawnSync(process.execPath, [MEMEX, 'help', ...topics], { encoding: 'utf8' }).stdout;
}
