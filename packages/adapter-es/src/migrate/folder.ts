import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { malformed } from '@memex/core/toolkit';
import type { Migration } from './migration.js';

const MODULE = /^[^.].*\.(?:m?js|m?ts)$/;
const TYPESCRIPT = /\.m?ts$/;
const REMEDY = 'use Node 22.18 or later, or compile it to .mjs';

/**
 * Loads the migrations of a folder: every module that exports `number`, `name` and `apply`, by name or as its default
 * export. A missing folder contains none. TypeScript works if Node can run it.
 *
 * @throws MalformedError if a module exports no migration or cannot be loaded.
 */
export async function loadMigrations(folder: string): Promise<readonly Migration[]> {
  const files = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const modules = files.filter((file) => MODULE.test(file) && !file.endsWith('.d.ts')).sort();
  return Promise.all(modules.map((file) => loadMigration(join(folder, file))));
}

async function loadMigration(file: string): Promise<Migration> {
  if (TYPESCRIPT.test(file) && !runsTypeScript()) {
    throw malformed(file, `is TypeScript, which Node ${process.version} cannot run: ${REMEDY}`);
  }
  const loaded: unknown = await import(pathToFileURL(resolve(file)).href).catch((error: unknown) => {
    throw malformed(file, `cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  });
  const exported = isMigration(loaded) ? loaded : defaultOf(loaded);
  if (isMigration(exported)) return exported;
  throw malformed(file, 'must export number (a positive integer), name (a string) and apply (a function)');
}

function runsTypeScript(): boolean {
  return 'typescript' in process.features && process.features.typescript !== false;
}

function defaultOf(loaded: unknown): unknown {
  return typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined;
}

function isMigration(value: unknown): value is Migration {
  if (typeof value !== 'object' || value === null) return false;
  const { number, name, apply } = { number: undefined, name: undefined, apply: undefined, ...value };
  return isPositiveInteger(number) && typeof name === 'string' && name !== '' && typeof apply === 'function';
}

function isPositiveInteger(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
