import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRejectsFile, findImportFiles, readImportFile } from '@memex/adapter-files';
import type { ImportFormat, ImportItem } from '@memex/core/imports';
import { stringifyJson } from '@memex/core/toolkit';
import { beforeEach, describe, expect, test } from 'vitest';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imports-'));
  return () => rm(folder, { recursive: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

async function itemsOf(format: ImportFormat, ...paths: readonly string[]): Promise<readonly ImportItem[]> {
  const items: ImportItem[] = [];
  const { files } = await findImportFiles(format, paths);
  for (const one of files) for await (const some of readImportFile(format, one)) items.push(...some);
  return items;
}

/** Places and values as one text each. */
function shown(items: readonly ImportItem[]): readonly string[] {
  return items.map(({ place, value, issue }) => `${place}: ${issue ?? stringifyJson(value)}`);
}

describe('lines of JSON', () => {
  test('are items with their numbers; a line that is not JSON is one with an issue', async () => {
    const path = await file('a.ndjson', '\uFEFF{"a":1}\r\n\n{"id":12345678901234567890}\n{"a":\n{"b":2}');
    const items = await itemsOf('ndjson', path);
    expect(shown(items)).toEqual([
      'line 1: {"a":1}',
      'line 3: {"id":12345678901234567890}',
      'line 4: column 6: the text ends where a value is expected',
      'line 5: {"b":2}',
    ]);
    expect(items[2]?.text).toBe('{"a":');
  });

  test('may be compressed, in several parts, and cut anywhere between reads', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `{"n":${index},"text":"😀 à"}\n`);
    const packed = [lines.slice(0, 7_000), lines.slice(7_000)].map((part) => gzipSync(part.join('')));
    const items = await itemsOf('ndjson', await file('a.ndjson.gz', Buffer.concat(packed)));
    expect(items.map(({ value }) => `${stringifyJson(value)}\n`)).toEqual(lines);
  });

  test('a compressed file that is cut off ends with an issue', async () => {
    const packed = gzipSync('{"a":1}\n'.repeat(1_000));
    const items = await itemsOf('ndjson', await file('a.ndjson.gz', packed.subarray(0, packed.length - 12)));
    expect(items.at(-1)).toMatchObject({
      place: 'end',
      issue: expect.stringContaining('unexpected end of file'),
    });
  });
});

describe('a list in JSON', () => {
  test('has an item for each element, with all digits of its numbers', async () => {
    const path = await file(
      'a.json',
      '[\n {"a":[1,2.50,-3e2,{}]},\n {"id":12345678901234567890,"t":1551952977.4850519}\n]\n',
    );
    expect(shown(await itemsOf('rasa', path))).toEqual([
      '[0]: {"a":[1,2.5,-300,{}]}',
      '[1]: {"id":12345678901234567890,"t":1551952977.4850519}',
    ]);
  });

  test('a key like __proto__ is a field like others', async () => {
    const [item] = await itemsOf('rasa', await file('a.json', '[{"__proto__":{"x":1}}]'));
    expect(Object.getPrototypeOf(item?.value)).toBe(Object.prototype);
  });

  test.each([
    ['[{"a":1},\n{"b":2},\n{"c":nul}]', 'line 3'],
    ['[{"a":1},\n{"b":2},\n{"c"', 'line 3'],
    ['[{"a":1},\n{"b":2}\n', 'line 3'],
    ['[{"a":1},\n{"b":2}] x', 'line 2'],
  ])('where %j stops being JSON, the elements before it remain', async (text, line) => {
    const items = await itemsOf('rasa', await file('a.json', text));
    expect(items.slice(0, 2).map(({ value }) => value)).toEqual([{ a: 1 }, { b: 2 }]);
    expect(items.slice(2)).toMatchObject([{ place: line, issue: expect.stringContaining('not JSON') }]);
  });

  test('one value on several lines, on one line, and a value a line are told apart', async () => {
    const events = { sender_id: 's', events: [{ event: 'user' }] };
    const [laid, one] = [
      await file('a.json', JSON.stringify(events, null, 2)),
      await file('b.json', JSON.stringify(events)),
    ];
    const lines = await file('c.json', `${JSON.stringify(events)}\n${JSON.stringify(events)}\n`);
    expect(shown(await itemsOf('rasa', laid))).toEqual([`: ${JSON.stringify(events)}`]);
    expect(shown(await itemsOf('rasa', one))).toEqual([`line 1: ${JSON.stringify(events)}`]);
    expect(await itemsOf('rasa', lines)).toHaveLength(2);
  });
});

describe('tables', () => {
  test('rows are objects by the names of the first', async () => {
    const path = await file('a.csv', '\uFEFF"id",text\r\n1,"a ""b""\r\nc"\r\n2\r\n3,\r\n');
    expect(shown(await itemsOf('csv', path))).toEqual([
      'line 2: {"id":"1","text":"a \\"b\\"\\r\\nc"}',
      'line 4: has 1 cells, and the first row has 2',
      'line 5: {"id":"3","text":""}',
    ]);
  });

  test('a quote out of place ends the file with an issue', async () => {
    const items = await itemsOf('csv', await file('a.csv', 'id,text\n1,a\n2,"b\n'));
    expect(items.at(-1)?.issue).toContain('a quote is out of place: nothing more of the file was read');
  });

  test('a table of Rasa is read by its name', async () => {
    const path = await file('events.csv', 'sender_id,data\ns,"{""event"":""user""}"\n');
    expect(shown(await itemsOf('rasa', path))).toEqual([
      'line 2: {"sender_id":"s","data":"{\\"event\\":\\"user\\"}"}',
    ]);
  });
});

describe('Telegram', () => {
  const messages = [
    { id: 1, type: 'message' },
    { id: 2, type: 'service' },
  ];

  test('a single chat', async () => {
    const chat = { name: 'A', type: 'bot_chat', id: 77, messages };
    const items = await itemsOf('telegram', await file('result.json', JSON.stringify(chat, null, 1)));
    expect(shown(items)).toEqual([
      'messages[0]: {"id":1,"type":"message"}',
      'messages[1]: {"id":2,"type":"service"}',
    ]);
    expect(items[0]?.chat).toEqual({ id: '77', type: 'bot_chat' });
  });

  test('all chats of an account, and those that were left', async () => {
    const all = {
      about: 'x',
      personal_information: { user_id: 5, id: 6 },
      chats: {
        about: 'y',
        list: [
          { name: 'A', type: 'bot_chat', id: 77, messages },
          { type: 'saved_messages', id: 9, messages },
        ],
      },
      left_chats: {
        about: 'z',
        list: [{ name: 'B', type: 'private_group', id: 12345678901234567890n.toString(), messages }],
      },
    };
    const items = await itemsOf('telegram', await file('result.json', JSON.stringify(all, null, 1)));
    expect(items.map(({ place, chat }) => `${place} ${chat?.id} ${chat?.type}`)).toEqual([
      'chats.list[0].messages[0] 77 bot_chat',
      'chats.list[0].messages[1] 77 bot_chat',
      'chats.list[1].messages[0] 9 saved_messages',
      'chats.list[1].messages[1] 9 saved_messages',
      'left_chats.list[0].messages[0] 12345678901234567890 private_group',
      'left_chats.list[0].messages[1] 12345678901234567890 private_group',
    ]);
  });
});

describe('Slack', () => {
  test('the days of all channels, in order, with the ids of the channels and the bots', async () => {
    await file('channels.json', JSON.stringify([{ id: 'C1', name: 'support', members: [] }]));
    await file('dms.json', JSON.stringify([{ id: 'D1', members: ['U1', 'U2'] }]));
    await file(
      'users.json',
      JSON.stringify([
        { id: 'U1', is_bot: false },
        { id: 'UB', is_bot: true },
      ]),
    );
    await file('support/2026-01-06.json', '[{"ts":"2"}]');
    await file('support/2026-01-05.json', '[{"ts":"1"}]');
    await file('support/canvas_in_the_conversation.json', '[{"ts":"9"}]');
    await file('D1/2026-01-05.json', '[{"ts":"3"}]');
    const { files, workspaceBots } = await findImportFiles('slack', [folder]);
    expect(workspaceBots).toEqual(['UB']);
    expect(
      files.map(({ path, chat, size }) => [path.slice(folder.length), chat?.id, chat?.name, size]),
    ).toEqual([
      ['/D1/2026-01-05.json', 'D1', undefined, 12],
      ['/support/2026-01-05.json', 'C1', 'support', 12],
      ['/support/2026-01-06.json', 'C1', 'support', 12],
    ]);
    expect((await itemsOf('slack', folder)).map(({ chat, value }) => [chat?.id, value])).toEqual([
      ['D1', { ts: '3' }],
      ['C1', { ts: '1' }],
      ['C1', { ts: '2' }],
    ]);
  });

  test('a file, and a folder that is no export, are refused with what to do', async () => {
    await expect(findImportFiles('slack', [await file('export.json', '[]')])).rejects.toThrow(
      'must be the zip of the export, or its unpacked folder',
    );
    await expect(findImportFiles('slack', [folder])).rejects.toThrow('must have channels.json');
    await expect(findImportFiles('rasa', [folder])).rejects.toThrow('is a folder');
    await expect(findImportFiles('rasa', [join(folder, 'none')])).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

test('rejects are private, and replace those of an earlier import', async () => {
  const path = await file('rejects.ndjson', 'old\n');
  const rejects = createRejectsFile(path);
  await rejects.add('{"a":1}');
  await rejects.add('{"b":2}');
  await rejects.close();
  expect(await readFile(path, 'utf8')).toBe('{"a":1}\n{"b":2}\n');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const unused = createRejectsFile(join(folder, 'unused'));
  await unused.close();
  await expect(stat(join(folder, 'unused'))).rejects.toThrow('ENOENT');
});
