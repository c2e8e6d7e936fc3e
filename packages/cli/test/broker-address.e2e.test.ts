import { CERTIFICATE, startEncryptedRedis, startRedisCluster, withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { batch, runMemex, serveMemex, temporaryFolder } from './memex-process.js';

const skipped = withoutRedis();

describe('an address of a broker that cannot be read', () => {
  test.each([
    ['redis://:hunter2@r:port', 'BROKER_URL must have host names or addresses'],
    ['redis://:hunter2@r/zero', 'BROKER_URL must end with the number of a database, such as /0'],
    ['redis+sentinel://:hunter2@h1,h2', 'BROKER_URL must name what the sentinels watch'],
    ['redis+cluster://:hunter2@h1,h2/3', 'BROKER_URL must not name a database'],
    ['redis://:hun/ter2@r', 'BROKER_URL must have host names or addresses'],
  ])('%s: memex check tells the variable and what is wrong, and no password', async (BROKER_URL, message) => {
    await using folder = await temporaryFolder();
    await using memex = runMemex(['check'], { BROKER_URL, STORE_PATH: folder.path });
    expect(await memex.exit).toBe(2);
    expect(memex.printed.stderr).toContain(message);
    expect(memex.printed.stdout + memex.printed.stderr).not.toContain('ter2');
  });

  test('an old name is told as it was written, and authorities without TLS are refused', async () => {
    const settings = { CELERY_BROKER_URL: 'redis://r', BROKER_CA_FILE: CERTIFICATE };
    await using memex = runMemex(['worker'], settings);
    expect(await memex.exit).toBe(2);
    expect(memex.printed.stderr).toContain('CELERY_BROKER_URL must begin with rediss');
  });
});

describe.skipIf(skipped !== '')(`an address of a broker${skipped}`, () => {
  test("memex check and readiness work with TLS and an authority of one's own", async () => {
    await using folder = await temporaryFolder();
    const redis = await startEncryptedRedis({ asksForCertificate: false });
    const settings = {
      STORE: 'embedded',
      STORE_PATH: folder.path,
      BROKER_URL: redis.url,
      BROKER_CA_FILE: CERTIFICATE,
    };
    await using check = runMemex(['check'], settings);
    expect(await check.exit).toBe(0);
    expect(check.printed.stdout).toMatch(/^broker +ok +Redis \d+\.\d+\.\d+ at rediss:\S+, \d+\.\d ms$/m);
    await using distrustful = runMemex(['check'], { ...settings, BROKER_CA_FILE: '' });
    expect(await distrustful.exit).toBe(1);
    expect(distrustful.printed.stdout).toContain('its certificate is not trusted');
    await using memex = serveMemex({ ...settings, WS_RATE: '1000' });
    await expectReady(await memex.url());
    await redis.kill();
  });

  test('memex check and readiness work with a cluster, and rates are counted in it', async () => {
    await using folder = await temporaryFolder();
    const cluster = await startRedisCluster('{memex}');
    const settings = { STORE: 'embedded', STORE_PATH: folder.path, BROKER_URL: cluster.url };
    await using check = runMemex(['check'], settings);
    expect(await check.exit).toBe(0);
    expect(check.printed.stdout).toContain(`at ${cluster.url}, `);
    await using memex = serveMemex({ ...settings, WS_RATE: '1000' });
    const url = await memex.url();
    await expectReady(url);
    const headers = { 'content-type': 'application/json' };
    const { status } = await fetch(`${url}/messages`, { method: 'POST', headers, body: batch('m1') });
    expect(status).toBe(201);
    expect(memex.printed.stderr).not.toContain('MOVED');
    await cluster.stop();
  });
});

async function expectReady(url: string): Promise<void> {
  await expect
    .poll(async () => (await fetch(`${url}/ready`)).json(), { timeout: 10_000 })
    .toMatchObject({ parts: { store: { state: 'up' }, queue: { state: 'up' } } });
}
