// What blocks need besides Node, curl and Memex, and whether it is at hand.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const REDIS = 6379;

/** An application with a user, and two chatbots. */
const PLATFORM = {
  users: { 'my-app': { 1: 1_600_000_000 }, 'bot-1': { 1: 1_600_000_000 } },
  apps: Object.fromEntries(
    ['my-app', 'bot-1', 'bot-2'].map((id) => [id, { id, name: id, status: 1, ownerId: 1 }]),
  ),
  profiles: { 1: { id: '1', name: { first: 'Anna' }, email: 'anna@example.org', gender: 'F' } },
};

/** @param setVariables - Exports variables to the blocks that follow. */
export function createNeeds(folder, setVariables) {
  let redis;
  let platform;
  const startRedis = async () => {
    if (redis !== undefined || (await answers(REDIS))) return;
    redis = spawn('redis-server', ['--port', String(REDIS), '--save', ''], { cwd: folder, stdio: 'ignore' });
    while (!(await answers(REDIS))) await pause(50);
  };
  const startPlatform = async () => {
    const { startFakePlatform } = await import('../../test/services/dist/fake-platform.js');
    const { relayTo } = await import('../../test/services/dist/platform/fake-logger.js');
    const key = 'the-key-of-the-platform';
    const started = await startFakePlatform(key, PLATFORM);
    started.logger = relayTo('http://127.0.0.1:8080/');
    await setVariables({ INSTANCE: started.instance, APIKEY: key });
    return started;
  };
  return {
    /** @returns What is missing for a need; `undefined` if nothing is. */
    async missing(need) {
      if (need === undefined) return undefined;
      if (need === 'redis' && has('redis-server')) {
        await startRedis();
        return undefined;
      }
      if (need === 'platform') {
        platform ??= await startPlatform();
        return undefined;
      }
      if (need === 'a-machine') return 'scripts/try-story.mjs runs it on a machine of its own';
      if (need === 'elasticsearch' && (await answers(9200))) return undefined;
      return `it needs ${need}`;
    },
    async stop() {
      await platform?.stop();
      if (redis === undefined || redis.exitCode !== null) return;
      redis.kill();
      await once(redis, 'close');
    },
  };
}

function has(command) {
  return spawnSync('which', [command]).status === 0;
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
