import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { withoutPromtool } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { compute, define, USERS } from '../src/analytics.js';
import { createClient } from '../src/client.js';
import { createFolder } from '../src/folder.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { until } from '../src/wait.js';
import { ALERTS, startPrometheus } from './prometheus.js';

/** Promtool comes with Prometheus. */
const skipped = withoutPromtool();

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

const DASHBOARD: Dashboard = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../deploy/grafana/memex.json'), 'utf8'),
);

/** What a server that works has no series of. */
const ABOUT_FAILURES = ['Calls of the store that failed'];

/** The variables of Grafana, as it fills them in for all processes. */
function filledIn(expression: string): string {
  return expression.replaceAll('$instance', '.*').replaceAll('$__rate_interval', '10s');
}

describe.skipIf(skipped !== '')(`monitoring${skipped}`, () => {
  test('each alert fires when it should, and not before', () => {
    const rules = spawnSync('promtool', ['check', 'rules', ALERTS], { encoding: 'utf8' });
    expect(rules.status, rules.stderr).toBe(0);
    const cases = resolve(import.meta.dirname, 'alerts.yml');
    const tested = spawnSync('promtool', ['test', 'rules', cases], { encoding: 'utf8' });
    expect(tested.status, `${tested.stdout}${tested.stderr}`).toBe(0);
  });

  test('a real server has what every alert and every panel asks for', async () => {
    await using folder = await createFolder();
    // A run is due at once, whatever the time of the day.
    const environment = { BEAT_CRON: '* * * * *' };
    await using server = await startServer({ folder: folder.path, environment });
    await using client = createClient(server.url);
    await using prometheus = await startPrometheus(folder.path, `127.0.0.1:${server.port}`);
    const make = createSamples();
    const [id = ''] = await define(client, USERS, 1);
    const missing = DASHBOARD.panels
      .filter(({ title }) => !ABOUT_FAILURES.includes(title))
      .flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr: filledIn(expr) })));
    expect(missing.length).toBeGreaterThan(10);
    for (const { title, expr } of missing) {
      await until(
        `series of ${title}`,
        async () => {
          await client.send({ method: 'POST', path: '/messages', json: make(10) });
          await compute(client, id);
          return (await prometheus.seriesOf(expr)) || undefined;
        },
        30_000,
      );
    }
    for (const { expr } of DASHBOARD.panels.flatMap(({ targets }) => targets))
      await prometheus.seriesOf(filledIn(expr));
    const alerts = readFileSync(ALERTS, 'utf8').match(/(?<=alert: )\w+/g);
    await until(
      'all alerts',
      async () => (await prometheus.healthyAlerts()).length === alerts?.length || undefined,
    );
  });
});
