// A machine with Node and npm and nothing of this repository: the last release is installed, serves, is sent to, asked and backed up; this version takes its
// place, and back; the folder is lost, and restored. All of it with the commands of the pages as they stand, from a registry that has both versions.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../test/dist/src/client.js';
import { printFigure } from '../test/dist/src/figure.js';
import { fill } from '../test/dist/src/posting.js';
import { createSamples } from '../test/dist/src/samples.js';
import { startTraffic } from '../test/dist/src/traffic.js';
import { until } from '../test/dist/src/wait.js';
import { walk } from '../test/dist/src/walk.js';
import { createNeeds } from './docs/needs.mjs';
import { report } from './lib/report.mjs';
import { megabytesOf, optionalIssues } from './story/installed.mjs';
import { createMachine } from './story/machine.mjs';
import { lastRelease, packThis } from './story/releases.mjs';

const OPERATING = 'docs/operating.md';
const UPGRADE = 'With the embedded store';
const BACKUP = 'Backup, restore and upgrade';
const URL = 'http://127.0.0.1:8080';
const MAX_MEGABYTES = 60;
const REPORT = ['analytics.csv', 'questions.csv', 'users.csv', 'messages.json'];
const NOVEMBER = { project: 'my-app', users: 20, start: Date.UTC(2026, 10, 10) };

const start = performance.now();
const seconds = {};
const tarballs = mkdtempSync(join(tmpdir(), 'memex-tarballs-'));
process.on('exit', () => rmSync(tarballs, { recursive: true, force: true }));
const last = lastRelease();
const next = await timed('pack', () => packThis(tarballs, last.version));

assert.equal(await isServed(), false, 'port 8080 is taken');
const machine = await createMachine();
const needs = createNeeds(machine.folder, (variables) =>
  machine.run(
    Object.entries(variables)
      .map(([name, value]) => `export ${name}='${value}'`)
      .join('\n'),
  ),
);
const client = createClient(URL);

try {
  // The scheduler's night would compute again, at whatever time of day this runs.
  await machine.run(`export BEAT_CRON='0 4 1 1 *' OLD=${last.version}`);

  machine.registry.publish(last.tarballs);
  await timed('install the last release', () => machine.type(OPERATING, 'Containers and systemd', 1));
  await serve();
  await machine.type('docs/quick-start.md', 'Send messages');
  await fill(client, createSamples(NOVEMBER), 2_000);
  await machine.type('docs/ask-questions.md', 'Keep a question', 0);
  await until('the result', async () => (await kept()).every(({ result }) => result !== null) || undefined);
  // 0.1.0 saves nothing: this version saves what it left, instead.
  const hasBackup = /^ +backup /m.test(await machine.run('memex --help'));
  const nightly = hasBackup
    ? await underTraffic('rain', () => machine.type(OPERATING, BACKUP, 0))
    : [...(await stored()).keys()];
  const before = await state();
  assert.match(before.answer, /"count":2,/);
  await machine.stopServer();

  machine.registry.publish(next.tarballs);
  await timed('upgrade', () => machine.type(OPERATING, UPGRADE, 0));
  assert.match(await machine.run('memex version'), new RegExp(`^memex/${next.version} `));
  const installed = machine.global('@memex/cli');
  assert.deepEqual(optionalIssues(installed), []);
  const megabytes = megabytesOf(installed);
  assert.ok(megabytes <= MAX_MEGABYTES, `@memex/cli takes ${megabytes} MB`);
  await serve();
  assertSame(await state(), before, 'after the upgrade');

  if (!hasBackup) await machine.run('cp before-upgrade.db memex.db');
  await machine.type(OPERATING, BACKUP, 1);
  await machine.run('STORE_PATH=drill memex export messages -o drill.ndjson');
  const drilled = readFileSync(join(machine.folder, 'drill.ndjson'), 'utf8');
  assertHas(namesIn(drilled), nightly, 'in the backup of the last release');

  await timed('install the client', () => machine.type('packages/client/README.md', '@memex/client', 0));
  await machine.type('docs/send-messages.md', 'With the client');
  const upgraded = await stored();
  const sent = await underTraffic('wind', () => machine.type(OPERATING, BACKUP, 0));
  const whole = await state();
  await machine.type('docs/send-messages.md', 'A batch', 1);
  await machine.stopServer();

  rmSync(join(machine.folder, 'memex-data'), { recursive: true });
  await timed('restore', () => machine.type(OPERATING, BACKUP, 2));
  await serve();
  const restored = await state();
  const acknowledged = [...upgraded.keys(), ...sent];
  assertHas(restored.messages, acknowledged, 'in the backup of this version');
  // What was sent while it was made may be in it.
  const inBackup = [...whole.messages].filter(([id]) => restored.messages.has(id));
  assertSame(restored, { ...whole, messages: new Map(inBackup) }, 'after the restore');
  await machine.stopServer();

  await timed('go back', () => machine.type(OPERATING, UPGRADE, 1));
  assert.match(await machine.run('memex --version'), new RegExp(`^memex/${last.version} `));
  await serve();
  assertSame(await state(), before, `back at ${last.version}`);
  await machine.stopServer();

  printFigure('P39', `from the tarballs, ${last.version} to ${next.version} and back`, {
    messages: whole.messages.size,
    'acknowledged until the backup': acknowledged.length,
    missing: 0,
    MB: megabytes,
    seconds: ((performance.now() - start) / 1_000).toFixed(1),
    ...seconds,
  });
} finally {
  await client[Symbol.asyncDispose]();
  await needs.stop();
  await machine.end();
}
report([], 'a machine with nothing but Node and npm did what the pages say');

async function serve() {
  await timed('start', () => machine.serve('docs/quick-start.md', 'Start'));
}

/** What is stored, and what is answered about it: by the first question of the quick start, a kept one, and a report. */
async function state() {
  await needs.missing('platform');
  const answer = await machine.type('docs/quick-start.md', 'Ask', 0);
  await machine.type('docs/reports.md', 'memex analytics');
  return {
    answer: answer.replaceAll(/"creationDt":"[^"]+"/g, ''),
    kept: (await kept()).map(({ result }) => result),
    files: REPORT.map((name) => readFileSync(join(machine.folder, name), 'utf8')),
    messages: await stored(),
  };
}

async function kept() {
  const { body } = await client.send({ path: '/analytics', query: { project: 'my-bot' } });
  return body;
}

/** Every message, as it is answered. */
async function stored() {
  const found = new Map();
  for (const project of ['my-bot', 'my-app', 'rain', 'wind']) {
    const query = { project, fromTime: '2026-01-01', toTime: '2099-01-01', maxSize: '10000' };
    for await (const page of walk(client, '/messages', query))
      for (const message of page) found.set(nameOf(message), JSON.stringify(message));
  }
  return found;
}

function namesIn(lines) {
  return new Set(
    lines
      .trimEnd()
      .split('\n')
      .map((line) => nameOf(JSON.parse(line))),
  );
}

function nameOf({ project, messageId }) {
  return `${project} ${messageId}`;
}

/** @returns The names of what was acknowledged when the work began, and stays while others are sent beside it. */
async function underTraffic(project, work) {
  const traffic = startTraffic({ project });
  traffic.add({ url: URL });
  try {
    await until('traffic', () => traffic.acknowledged.length >= 500 || undefined);
    const acknowledged = traffic.acknowledged.map((id) => `${project} ${id}`);
    await timed('back up', work);
    return acknowledged;
  } finally {
    await traffic.end();
    assert.deepEqual(traffic.failed, []);
  }
}

function assertHas(found, names, where) {
  assert.deepEqual(
    names.filter((name) => !found.has(name)),
    [],
    where,
  );
}

/** As `deepEqual`, which would print all messages. */
function assertSame(found, expected, when) {
  assert.deepEqual(found.answer, expected.answer, when);
  assert.deepEqual(found.kept, expected.kept, when);
  assert.deepEqual(found.files, expected.files, when);
  assert.equal(found.messages.size, expected.messages.size, when);
  for (const [id, message] of expected.messages) assert.equal(found.messages.get(id), message, when);
}

async function timed(what, work) {
  const start = performance.now();
  try {
    return await work();
  } finally {
    seconds[what] = ((performance.now() - start) / 1_000).toFixed(1);
  }
}

async function isServed() {
  return fetch(URL).then(
    () => true,
    () => false,
  );
}
