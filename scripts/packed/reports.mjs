// A report from the installed package, as a shell script around the old command runs it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const ANSWERS = {
  '/hub/frontend/data/app/app/user': ['anna', 'gone'],
  '/profile_manager/profiles/anna': { id: 'anna', email: 'anna@example.org' },
};

const platform = createServer((request, response) => {
  const answer = ANSWERS[request.url];
  response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer ?? {}));
});
platform.listen(0, '127.0.0.1');
await once(platform, 'listening');

const child = spawn(
  'npx',
  ['--no-install', 'memex', 'id-email', '-ai', 'app', '--file=./emails.tsv', '--json'],
  {
    env: { ...process.env, INSTANCE: `http://127.0.0.1:${platform.address().port}`, APIKEY: 'key' },
    stdio: ['ignore', 'pipe', 'pipe'],
  },
);
const printed = { stdout: '', stderr: '' };
for (const name of ['stdout', 'stderr']) {
  child[name].on('data', (chunk) => {
    printed[name] += chunk;
  });
}
const [code] = await once(child, 'close');
assert.equal(code, 0, printed.stderr);
assert.equal(
  readFileSync('./emails.tsv', 'utf8'),
  'app id\tapp\r\ntotal users\t2\r\n\r\nid\temail\r\nanna\tanna@example.org\r\ngone\t\r\n',
);
assert.deepEqual(JSON.parse(printed.stdout).warnings, [
  { what: 'users without a profile', count: 1, ids: ['gone'] },
]);
platform.close();
