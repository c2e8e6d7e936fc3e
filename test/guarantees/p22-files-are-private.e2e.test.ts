import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { post } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';

const NOBODY = '65534';

/** The modes of a folder and of all in it, in octal. */
function modesIn(folder: string): readonly (readonly [path: string, mode: string])[] {
  const paths = [folder, ...readdirSync(folder).map((name) => join(folder, name))];
  return paths.map((path) => [path, (statSync(path).mode & 0o7777).toString(8)]);
}

test('P22 nobody else on the machine can read the data, whatever the umask and whatever they were before', async () => {
  await using parent = await createFolder();
  chmodSync(parent.path, 0o755);
  const folder = join(parent.path, 'data');
  const umask = process.umask(0);
  try {
    for (const time of ['new', 'existing']) {
      await using server = await startServer({ folder });
      await using client = createClient(server.url);
      expect(await post(client, createSamples()(10))).toMatchObject({ status: 201 });
      const modes = modesIn(folder);
      expect(modes).toEqual(modes.map(([path]) => [path, path === folder ? '700' : '600']));
      const read = asNobody(modes.map(([path]) => path));
      printFigure('P22', `${time} files`, {
        files: modes.length - 1,
        'readable by others': modes.filter(([, mode]) => !mode.endsWith('00')).length,
        'read by another user': read ?? 'not asked, which needs root and setpriv',
      });
      expect(read ?? 0).toBe(0);
      await server.end('SIGKILL');
      // As earlier versions left them.
      for (const [path] of modes) chmodSync(path, path === folder ? 0o755 : 0o644);
    }
  } finally {
    process.umask(umask);
  }
});

/** How many of some files another user can read; only root can ask as another user. */
function asNobody(paths: readonly string[]): number | undefined {
  const command = ['--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', 'cat'];
  if (spawnSync('setpriv', [...command, '/dev/null']).status !== 0) return undefined;
  return paths.filter((path) => spawnSync('setpriv', [...command, path]).status === 0).length;
}
