import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

const memex = (args, settings) =>
  spawnSync('node_modules/.bin/memex', args, { env: { ...process.env, ...settings }, encoding: 'utf8' });

const check = memex(['check'], { STORE_PATH: './data' });
assert.match(check.stdout, /^store +ok +SQLite/, check.stderr);

// The package that reports errors is an optional peer, which this project does not have.
const serve = memex(['serve', '--store', 'memory', '--port', '0'], {
  SENTRY_DSN: 'https://key@example.org/1',
});
assert.equal(serve.status, 2, serve.stderr);
assert.match(serve.stderr, /^memex: SENTRY_DSN needs .* npm install @sentry\/node/);
