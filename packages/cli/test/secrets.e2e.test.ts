import { describe, expect, test } from 'vitest';
import { batch, post, runMemex, serveMemex } from './memex-process.js';

const KEY = 'Key0Of1The2Test3';
const ELSEWHERE = 'Hidden4In5An6Address7';

describe('P20: no secret is ever printed', () => {
  test('by a service at the most verbose level, whatever the request', async () => {
    await using memex = serveMemex({
      WS_APIKEYS: `${KEY}:app`,
      SENTRY_DSN: `http://${ELSEWHERE}@127.0.0.1:1/1`,
      LOG_LEVEL: 'trace',
    });
    const url = await memex.url();
    const header = { 'x-wenet-component-apikey': KEY };
    const statuses = [
      await post(url, batch('m1'), header),
      await post(url, '[', header),
      await post(url, batch('m1'), { Authorization: `Bearer ${KEY}x` }),
      await fetch(`${url}/${KEY}?traceId=${KEY}`, { headers: header }),
      await fetch(`${url}/performance/index/messages-2026.11`, { method: 'DELETE', headers: header }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([201, 400, 401, 404, 403]);
    memex.signal('SIGTERM');
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stderr.split('\n').length).toBeGreaterThan(statuses.length);
    for (const secret of [KEY, ELSEWHERE]) expect(memex.printed.stderr).not.toContain(secret);
  });

  test.each([
    { WS_APIKEYS: `${KEY}:a:b:c` },
    { WS_APIKEYS: `${KEY},${KEY}` },
    { SENTRY_DSN: `ftp://${KEY}@example` },
    { SENTRY_DSN: `https://${KEY}@[` },
    { EL_API_KEY: KEY.repeat(500) },
    { EL_HOST: `https://user:${KEY}@es:port` },
    { CELERY_BROKER_URL: `redis://:${KEY}@redis` },
    { BROKER_URL: `redis://:${KEY}@redis:port` },
    { APIKEY: KEY },
    { INSTANCE: `https://user:${KEY}@platform.example` },
  ])('by a refusal', async (settings) => {
    await using memex = runMemex(['serve', '--store', 'memory'], settings);
    expect(await memex.exit).toBe(2);
    expect(memex.printed.stderr).toContain(Object.keys(settings)[0]);
    expect(memex.printed.stderr + memex.printed.stdout).not.toContain(KEY);
  });
});
