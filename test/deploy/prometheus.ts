import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort } from '@memex/test-services';
import { membersOf } from '../src/members.js';
import { until } from '../src/wait.js';

/** A real Prometheus with our alerts, which scrapes once a second. It ends with its scope. */
export interface Prometheus extends AsyncDisposable {
  /** How many series an expression has now. @throws Error if Prometheus cannot evaluate it. */
  seriesOf(expression: string): Promise<number>;
  /** The names of the alerts that it evaluates without an error. */
  healthyAlerts(): Promise<readonly string[]>;
}

export const ALERTS = resolve(import.meta.dirname, '../../deploy/prometheus/alerts.yml');

/** @param target - The address that it scrapes, such as `127.0.0.1:8080`. */
export async function startPrometheus(folder: string, target: string): Promise<Prometheus> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const file = join(folder, 'prometheus.yml');
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [ALERTS],
    scrape_configs: [{ job_name: 'memex', static_configs: [{ targets: [target] }] }],
  };
  await writeFile(file, JSON.stringify(config)); // JSON is YAML.
  const child = spawn(
    'prometheus',
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, 'tsdb')}`,
      `--web.listen-address=${new URL(url).host}`,
    ],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  const isReady = async (): Promise<true | undefined> => {
    const { ok } = await fetch(`${url}/-/ready`).catch(() => ({ ok: false })); // It does not listen yet.
    return ok || undefined;
  };
  await until('Prometheus', isReady);
  return {
    seriesOf: async (expression) => {
      const { result } = await dataOf(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
      return listOf(result).length;
    },
    healthyAlerts: async () => {
      const { groups } = await dataOf(`${url}/api/v1/rules`);
      const rules = listOf(groups).flatMap((group) => listOf(membersOf(group).rules));
      return rules.map(membersOf).flatMap(({ name, health }) => (health === 'ok' ? [String(name)] : []));
    },
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await ended;
    },
  };
}

async function dataOf(url: string): Promise<Readonly<Record<string, unknown>>> {
  const { status, data, error } = membersOf(await (await fetch(url)).json());
  if (status !== 'success') throw new Error(`${url}: ${error}`);
  return membersOf(data);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
