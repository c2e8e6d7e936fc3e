// Runs the steps of the Dockerfile in a clean folder, and what it starts as another user, where there is no engine to build it:
// the server must become healthy, store a message, and end in order. Run it as root, which may become another user.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { instructionsOf } from './lib/dockerfile.mjs';
import { report } from './lib/report.mjs';

const NOBODY = 65_534;
const HEALTHY_MS = 60_000;

const root = mkdtempSync(join(tmpdir(), 'memex-image-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
chmodSync(root, 0o755);

const instructions = instructionsOf(readFileSync('Dockerfile', 'utf8'));
const port = await freePort();
/** What ENV sets. */
const environment = { PATH: `${join(root, 'global/bin')}:${process.env.PATH}` };
let folder = root;

for (const { name, value } of instructions) {
  if (name === 'WORKDIR') {
    folder = inside(value);
    mkdirSync(folder, { recursive: true });
  }
  if (name === 'COPY' && value === '. .') execFileSync('git', ['clone', '--quiet', process.cwd(), folder]);
  if (name === 'RUN') {
    // Proxies and their certificates are this machine's.
    const env = { ...process.env, ...environment, npm_config_prefix: join(root, 'global') };
    execFileSync('sh', ['-euc', inside(value)], { cwd: folder, env, stdio: 'inherit' });
  }
  if (name === 'ENV')
    for (const [, key, text] of value.matchAll(/(\S+?)=(\S+)/g)) environment[key] = inside(text);
}

// A user who is not root may have no port below 1024 outside a container.
const asUser = { cwd: folder, env: { ...environment, WS_PORT: String(port) }, uid: NOBODY, gid: NOBODY };
const [command, ...args] = [...lastOf('ENTRYPOINT'), ...lastOf('CMD')].map(inside);
const server = spawn(command, args, { ...asUser, stdio: ['ignore', 'inherit', 'inherit'] });
const ended = once(server, 'exit');

const issues = [];
const health = JSON.parse(/CMD (\[.*\])$/.exec(lastOf('HEALTHCHECK'))[1]);
const deadline = Date.now() + HEALTHY_MS;
while (spawnSync(health[0], health.slice(1), asUser).status !== 0 && Date.now() < deadline) await delay(200);
const answer = await fetch(`http://127.0.0.1:${port}/messages`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '[{"type":"request","messageId":"m1","channel":"WEB","userId":"anna","project":"app","timestamp":"2026-11-20T10:15:00Z"}]',
}).catch((error) => ({ status: String(error) }));
if (answer.status !== 201) issues.push(`POST /messages was answered with ${answer.status}`);
server.kill(lastOf('STOPSIGNAL'));
const [code] = await ended;
if (code !== 0) issues.push(`the server ended with ${code}`);
if (readdirSync(inside('/data')).length === 0) issues.push('nothing was stored in /data');

report(issues, 'the steps of the Dockerfile give a server that works without root');

/** An absolute path of the image, or a text that names some, in the folder that stands for its root; and its user. */
function inside(text) {
  return text
    .replaceAll(/(?<=^|[\s=])\/(?=source|packages|opt|data)/g, `${root}/`)
    .replaceAll(/(?<=--(owner|group)=)node/g, NOBODY);
}

function lastOf(name) {
  return instructions.findLast((one) => one.name === name).value;
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address();
  probe.close();
  return free;
}
