import { expect, test, vi } from 'vitest';
import { batch, post, serveMemex } from './memex-process.js';

/** Ports at which nothing listens. */
const SETTINGS = {
  STORE: 'elasticsearch',
  EL_HOST: 'http://127.0.0.1:9',
  BROKER_URL: 'redis://127.0.0.1:7',
  WS_APIKEYS: 'root:admin,other',
  LOG_LEVEL: 'warn',
};

/** Addresses, and what engines and their drivers call themselves. */
const INTERNAL = /127\.0\.0\.1|localhost|:9\b|:7\b|elastic|redis|sqlite|ECONN|connect|memex-data/i;

test('while store and queue are away clients learn that and no more; the log and an admin learn why', async () => {
  await using memex = serveMemex(SETTINGS);
  const url = await memex.url();
  const headers = { 'X-Wenet-Component-Apikey': 'other', 'X-Request-Id': 'r-1' };
  const answers = [
    await post(url, batch('m1'), headers),
    await fetch(`${url}/messages?project=app&fromTime=2026-01-01&toTime=2026-02-01`, { headers }),
    await fetch(`${url}/messages?userId=anna`, { method: 'DELETE', headers }),
    await fetch(`${url}/analytics`, { headers }),
    await fetch(`${url}/analytic/compute`, { method: 'POST', headers }),
    await fetch(`${url}/ready`, { headers }),
    await fetch(`${url}/ready`),
  ];
  for (const answer of answers) {
    const text = await answer.text();
    expect(answer.status).toBe(503);
    expect(text).toMatch(/^\{.*"status":"Unavailable: (the store|the queue|store, queue) cannot serve now"/);
    expect(text).not.toMatch(INTERNAL);
  }
  const asAdmin = await fetch(`${url}/ready`, { headers: { 'X-Wenet-Component-Apikey': 'root' } });
  expect(await asAdmin.text()).toContain('Elasticsearch is unavailable: ');
  await vi.waitFor(() => {
    const lines = memex.printed.stderr.split('\n').filter((line) => line.startsWith('{'));
    const logged: readonly unknown[] = lines.map((line) => JSON.parse(line));
    const reason = expect.stringContaining('ECONNREFUSED');
    expect(logged).toContainEqual(
      expect.objectContaining({ requestId: 'r-1', route: '/messages', part: 'store', reason }),
    );
    expect(logged).toContainEqual(expect.objectContaining({ part: 'store', msg: 'part fails', reason }));
  });
});
