import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../src/client.js';
import { fill } from '../src/posting.js';
import { createSamples, type SampleOptions } from '../src/samples.js';
import { type Server, startServer } from '../src/server.js';
import { fillBare } from './bare/fill.js';
import { fillDuckdb } from './duckdb/database.js';

/** What was filled once and is kept between runs; `--fresh` removes it. */
const CACHE = join(tmpdir(), 'memex-bench');

export function forgetStores(): void {
  rmSync(CACHE, { recursive: true, force: true });
}

/** A server on a store with so many messages of the sample project. */
export async function serveFilled(count: number): Promise<Server> {
  return startServer({ folder: await filledFolder(count) });
}

/** The folder of an embedded store with so many messages of the sample project. */
export function filledFolder(count: number, samples: SampleOptions = {}): Promise<string> {
  return filledOnce(nameOf('memex', count, samples), async (path) => {
    await using server = await startServer({ folder: path });
    await using client = createClient(server.url);
    await fill(client, createSamples(samples), count);
    await server.end('SIGTERM');
  });
}

/** A file of DuckDB with the same messages. */
export async function duckdbFilled(count: number, samples: SampleOptions): Promise<string> {
  const fileIn = (path: string): string => join(path, 'messages.duckdb');
  const make = (path: string): Promise<void> => fillDuckdb(fileIn(path), { ...samples, count });
  return fileIn(await filledOnce(nameOf('duckdb', count, samples), make));
}

function nameOf(kind: string, count: number, { users, step }: SampleOptions): string {
  return [kind, count, users, step].filter((part) => part !== undefined).join('-');
}

/** A file of the bare scripts with the same messages. */
export async function bareFilled(count: number): Promise<string> {
  const folder = await filledOnce(`bare-${count}`, (path) => fillBare(join(path, 'bare.db'), count));
  return join(folder, 'bare.db');
}

async function filledOnce(name: string, make: (path: string) => void | Promise<void>): Promise<string> {
  const path = join(CACHE, name);
  const mark = join(CACHE, `${name}.complete`);
  if (existsSync(mark)) return path;
  process.stdout.write(`Filling ${path}, once …\n`);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  await make(path);
  writeFileSync(mark, '');
  return path;
}
