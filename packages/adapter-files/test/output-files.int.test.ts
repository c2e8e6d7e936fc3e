import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createOutputFiles } from '@memex/adapter-files';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memex-files-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const files = (options: { readonly safeCells?: boolean } = {}) =>
  createOutputFiles({ stdout: new PassThrough(), ...options });

describe('output files', () => {
  test('appear together, with everything that was written', async () => {
    const output = files();
    const table = await output.table(at('a.csv'));
    const other = await output.table(at('b.TSV'));
    const document = await output.document(at('c.json'));
    await table.row(['x', 1, null]);
    await other.row(['x', 1]);
    await document.item({ a: 1 });
    const text = await output.text(at('d.svg'));
    await text.write('<svg/>');
    expect((await readdir(folder)).filter((name) => !name.startsWith('.'))).toEqual([]);
    await output.commit();
    expect(await readdir(folder)).toEqual(['a.csv', 'b.TSV', 'c.json', 'd.svg']);
    expect(await readFile(at('d.svg'), 'utf8')).toBe('<svg/>');
    expect(await readFile(at('a.csv'), 'utf8')).toBe('x,1,\r\n');
    expect(await readFile(at('b.TSV'), 'utf8')).toBe('x\t1\r\n');
    expect(await readFile(at('c.json'), 'utf8')).toBe('[\n  {\n    "a": 1\n  }\n]');
  });

  test('leave the existing files, and nothing else, when they are discarded', async () => {
    await writeFile(at('a.csv'), 'old');
    const output = files();
    const table = await output.table(at('a.csv'));
    await output.document(at('new.json'));
    await table.row(['x'.repeat(200_000)]);
    expect((await readdir(folder)).length).toBe(3);
    await output.discard();
    expect(await readdir(folder)).toEqual(['a.csv']);
    expect(await readFile(at('a.csv'), 'utf8')).toBe('old');
  });

  test('can be discarded after a commit without effect', async () => {
    const output = files();
    await output.table(at('a.csv'));
    await output.commit();
    await output.discard();
    expect(await readdir(folder)).toEqual(['a.csv']);
  });

  test('are not moved into place after the signal has fired', async () => {
    await writeFile(at('a.csv'), 'old');
    const output = files();
    await output.table(at('a.csv'));
    await expect(output.commit({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    await output.discard();
    expect(await readFile(at('a.csv'), 'utf8')).toBe('old');
  });

  test('keep the mode of the file that they replace, and new ones follow the umask', async () => {
    await writeFile(at('a.csv'), 'old');
    await chmod(at('a.csv'), 0o664);
    const output = files();
    await output.table(at('a.csv'));
    await output.table(at('b.csv'));
    await output.commit();
    const modeOf = async (name: string): Promise<number> => (await stat(at(name))).mode & 0o777;
    expect(await modeOf('a.csv')).toBe(0o664);
    expect(await modeOf('b.csv')).toBe(0o666 & ~process.umask());
  });

  test('replace the target of a link, and the link stays', async () => {
    await mkdir(at('real'));
    await writeFile(at('real/a.csv'), 'old');
    await symlink(at('real/a.csv'), at('a.csv'));
    const output = files();
    await (await output.table(at('a.csv'))).row(['new']);
    await output.commit();
    expect((await lstat(at('a.csv'))).isSymbolicLink()).toBe(true);
    expect(await readFile(at('real/a.csv'), 'utf8')).toBe('new\r\n');
    expect(await readdir(at('real'))).toEqual(['a.csv']);
  });

  test('can have a name as long as the system allows', async () => {
    const name = `${'ü'.repeat(125)}.csv`;
    const output = files();
    await output.table(at(name));
    await output.commit();
    expect(await readdir(folder)).toEqual([name]);
  });

  test('fail at the start if they could not be moved into place', async () => {
    await mkdir(at('folder.csv'));
    await expect(files().table(at('none/a.csv'))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('it cannot be written: its folder does not exist'),
    });
    await expect(files().table(at('folder.csv'))).rejects.toThrow('it cannot be written: it is a folder');
    await expect(files().table('/proc/a.csv')).rejects.toThrow(
      'it cannot be written: its folder takes no files',
    );
    await expect(files().table(at('a.txt'))).rejects.toMatchObject({ code: 'malformed' });
    expect(await readdir(folder)).toEqual(['folder.csv']);
  });

  test('of a killed process are removed by the next process that writes the same file', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const host = hostname().slice(0, 20);
    const [dead, other, elsewhere] = [
      `.a.csv.${host}.${child.pid}.0.partial`,
      `.b.csv.${host}.${child.pid}.0.partial`,
      `.a.csv.another.${child.pid}.0.partial`,
    ];
    for (const name of [dead, other, elsewhere]) await writeFile(at(name ?? ''), 'names of people');
    const output = files();
    await output.table(at('a.csv'));
    await output.commit();
    expect(await readdir(folder)).toEqual([elsewhere, other, 'a.csv']);
  });

  test('of two concurrent runs do not mix: the later one wins, complete', async () => {
    const [first, second] = [files(), files()];
    const [one, two] = [await first.table(at('a.csv')), await second.table(at('a.csv'))];
    await Promise.all([one.row(['one']), two.row(['two'])]);
    await second.commit();
    await first.commit();
    expect(await readFile(at('a.csv'), 'utf8')).toBe('one\r\n');
    expect(await readdir(folder)).toEqual(['a.csv']);
  });

  test('are written to directly if they are not regular files', async () => {
    execFileSync('mkfifo', [at('pipe.json')]);
    const reader = spawn('cat', [at('pipe.json')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const output = files();
    const document = await output.document(at('pipe.json'));
    await (await output.document('/dev/null')).item(2);
    await document.item(1);
    const read = text(reader.stdout);
    await output.commit();
    expect(await read).toBe('[\n  1\n]');
    expect((await lstat(at('pipe.json'))).isFIFO()).toBe(true);
  });
});

describe('stdout', () => {
  test('is the file -, and stays open', async () => {
    const stdout = new PassThrough();
    const output = createOutputFiles({ stdout });
    const table = await output.table('-');
    await table.row(['a', 'b|c']);
    await output.commit();
    stdout.end('more');
    expect(await text(stdout)).toBe('a,"b|c"\r\nmore');
  });

  test('fails the write if nobody reads it any more', async () => {
    const error = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(error) });
    const output = createOutputFiles({ stdout });
    await output.document('-');
    await expect(output.commit()).rejects.toThrow(
      'stdout is unavailable: it cannot be written: nobody reads it',
    );
  });

  test('does not block a write after the signal has fired', async () => {
    const output = createOutputFiles({ stdout: new Writable({ write: () => undefined }) });
    await output.document('-');
    const stop = new AbortController();
    const commit = output.commit({ signal: stop.signal });
    stop.abort();
    await expect(commit).rejects.toMatchObject({ code: 'aborted' });
  });
});

test('with safeCells, cells that a spreadsheet would run get an apostrophe', async () => {
  const output = files({ safeCells: true });
  await (await output.table(at('safe.csv'))).row(['=1+1', '+1', '-1', '@x', '\tx', '\rx', -1, 'a=1', null]);
  await (await output.document(at('safe.json'))).item('=1+1');
  await output.commit();
  expect(await readFile(at('safe.csv'), 'utf8')).toBe(`'=1+1,'+1,'-1,'@x,'\tx,"'\rx",-1,a=1,\r\n`);
  expect(await readFile(at('safe.json'), 'utf8')).toBe('[\n  "=1+1"\n]');
});
