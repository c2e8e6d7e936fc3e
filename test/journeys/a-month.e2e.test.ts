import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDuckdb } from '../bench/duckdb/database.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { type MeasuredCommand, runMeasured } from '../src/measured.js';
import { DAYS, dayOf, type Month, runMonth } from '../src/month.js';
import { type RasaMessage, rasaMessages, writeRasaDump } from '../src/rasa-dump.js';

const EVENTS = process.env.FULL === '1' ? 1_000_000 : 20_000;
/** The dump is of twenty days in October, and the month is November 2025. */
const SECONDS_APART = (20 * 86_400) / EVENTS;
const KEPT_DAYS = 45;
const MAX_MEMORY = 250;

/** Both talked in October, and talk on each day of the month. */
const ASKING = `sender ${EVENTS - 10}`;
const LEAVING = `sender ${EVENTS - 20}`;

test(
  `a team moves in from Rasa with ${EVENTS} events, stays a month, answers for its data, and moves out with equal counts`,
  async () => {
    await using folder = await createFolder();
    const path = join(folder.path, 'data');
    const run = async (...args: readonly string[]): Promise<MeasuredCommand> => {
      const measured = await runMeasured(args, { STORE_PATH: path });
      expect(measured.code, measured.output).toBe(0);
      return measured;
    };
    const dump = join(folder.path, 'dump.json');
    await writeRasaDump(dump, EVENTS, 'trackers', SECONDS_APART);

    const moving = await run('import', dump, '--format', 'rasa', '--project', 'moved', '--json');
    const imported = [...rasaMessages(EVENTS, SECONDS_APART)];
    expect(jsonIn(moving)).toMatchObject({ added: imported.length, rejected: 0 });
    await run('retention', 'set', 'moved', `${KEPT_DAYS}d`);

    const month = await runMonth(path, { daily: Math.max(50, EVENTS / 500), regulars: [ASKING, LEAVING] });
    expect(month.nights).toHaveLength(DAYS);
    for (const [day, { computedOn, requests }] of month.nights.entries())
      expect([day, computedOn, requests]).toEqual([day, dayOf(day), requestsBefore(day, imported, month)]);
    const firstKept = Date.parse(dayOf(DAYS - 1)) - KEPT_DAYS * 86_400_000;
    const kept = [...imported.filter(({ at }) => at >= firstKept), ...month.messages];

    const person = join(folder.path, 'person.ndjson');
    const access = await run('export', 'user', ASKING, '-o', person);
    const lines = (await readFile(person, 'utf8')).trim().split('\n');
    const own = lines.map((line) => JSON.parse(line).message?.userId).filter((id) => id !== undefined);
    expect(own).toEqual(kept.filter(({ userId }) => userId === ASKING).map(({ userId }) => userId));
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ summary: { messages: own.length } });

    const erasure = await run('erase', LEAVING, '--verify', '--json');
    const deleted = kept.filter(({ userId }) => userId === LEAVING).length;
    const left = kept.filter(({ userId }) => userId !== LEAVING);
    const report = jsonIn(erasure);
    expect(report).toMatchObject({
      deleted,
      searched: [{ part: 'messages', looked: left.length }, {}, {}, {}, {}, {}],
    });
    expect(erasure.output).not.toMatch(/"found":[1-9]/);

    const receipts = (await run('receipts', '--json')).output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const nights = receipts.filter(({ kind }) => kind === 'retention');
    expect(nights.map(({ by, state }) => `${by} ${state}`)).toEqual(nights.map(() => 'scheduler complete'));
    const aged = nights.reduce((sum, one) => sum + one.deleted, 0);
    expect(aged).toBe(imported.length + month.messages.length - kept.length);
    expect(receipts.filter(({ kind }) => kind !== 'retention')).toMatchObject([
      { kind: 'erasure', by: 'command line', state: 'complete', deleted },
    ]);

    const out = `${folder.path}/out/`;
    const leaving = await run('export', 'messages', '--format', 'parquet', '-o', out);
    const expected = countsOf(left);
    const found = await countsIn(`${out}*.parquet`);
    const different = [...new Set([...expected.keys(), ...found.keys()])].filter(
      (group) => expected.get(group) !== found.get(group),
    );

    const commands = { moving, access, erasure, leaving };
    printFigure('month', `${EVENTS} events of Rasa`, {
      'messages moved in': imported.length,
      'added in the month': month.messages.length,
      'deleted by retention': aged,
      'nights that deleted': nights.length,
      erased: deleted,
      'moved out': left.length,
      'counts by project, month and user': found.size,
      different: different.length,
    });
    printFigure('month', 'seconds', {
      ...mapped(commands, ({ seconds }) => Math.round(seconds * 10) / 10),
      'all nights': Math.round(month.seconds * 10) / 10,
    });
    printFigure('month', 'memory of their own, MiB', {
      ...mapped(commands, ({ peak }) => Math.round(peak)),
      'all nights, more': Math.round(month.growth),
    });
    expect(different).toEqual([]);
    for (const { peak } of Object.values(commands)) expect(peak).toBeLessThan(MAX_MEMORY);
  },
  process.env.FULL === '1' ? 3_600_000 : 240_000,
);

/** How many requests the seven days before a day have. */
function requestsBefore(day: number, imported: readonly RasaMessage[], { messages }: Month): number {
  const to = Date.parse(dayOf(day));
  const from = to - 7 * 86_400_000;
  const isIn = ({ at, type, project = 'moved' }: RasaMessage & { readonly project?: string }) =>
    project === 'moved' && type === 'request' && at >= from && at < to;
  return [...imported, ...messages].filter(isIn).length;
}

type Grouped = ReadonlyMap<string, number>;

function countsOf(messages: readonly (RasaMessage & { readonly project?: string })[]): Grouped {
  const counts = new Map<string, number>();
  for (const { project = 'moved', at, userId } of messages) {
    const group = `${project} ${new Date(at).toISOString().slice(0, 7)} ${userId}`;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

async function countsIn(files: string): Promise<Grouped> {
  const query = await openDuckdb(':memory:');
  const rows =
    await query(`SELECT project || ' ' || strftime(make_timestamp(epoch_us(timestamp)), '%Y-%m') || ' ' || userId AS "group",
    count(*)::INTEGER FROM read_parquet('${files}') GROUP BY "group"`);
  return new Map(
    rows.map((row) => (Array.isArray(row) ? [String(row[0]), Number(row[1])] : [String(row), 0])),
  );
}

function jsonIn({ output }: MeasuredCommand): unknown {
  return JSON.parse(/^\{.*\}$/m.exec(output)?.[0] ?? '{}');
}

function mapped(
  commands: Readonly<Record<string, MeasuredCommand>>,
  pick: (one: MeasuredCommand) => number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(commands).map(([name, one]) => [name, pick(one)]));
}
