import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UnavailableError } from '@memex/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService } from './support/service.js';

type Memory = typeof import('@memex/core/memory');

const core = dirname(createRequire(import.meta.url).resolve('@memex/core/package.json'));
let folder: string;
let second: Memory;

/** As npm installs it below a store whose range of versions fits no other. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'memex-second-core-'));
  cpSync(join(core, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(core, 'src'), join(folder, 'src'), { recursive: true });
  cpSync(join(core, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(core, 'node_modules'), join(folder, 'node_modules'));
  second = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'dist/memory.js')).href);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('if a store with its own copy of the core is down, the response is 503, not an internal error', async () => {
  const store = second.createMemoryStore();
  const { call, errors } = await startService({ store });
  await store.stop();
  const error = await store.messages
    .find({ traceId: 't1', projects: 'all' })
    .catch((thrown: unknown) => thrown);
  expect(error).not.toBeInstanceOf(UnavailableError);
  const { status, body } = await call('GET', '/message?traceId=t1');
  expect(status).toBe(503);
  expect(body).toEqual({ status: 'Unavailable: the store cannot serve now', code: 503 });
  expect(errors).toEqual([]);
});
