import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file that the page loads. */
export interface StaticFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** The content type. */
  readonly type: string;
}

/** What the build made for browsers: `build.mjs` writes it. */
interface Manifest {
  readonly script: string;
  /** A script that runs before. */
  readonly start: string;
  readonly style: string;
  /** Scripts that the first one imports. */
  readonly preload: readonly string[];
  /** Scripts that draw. They are needed when data are there. */
  readonly later: readonly string[];
  readonly files: readonly string[];
}

export interface StaticFiles extends Manifest {
  readonly byName: ReadonlyMap<string, StaticFile>;
}

/** Beside the compiled modules, and found from the sources too. */
const FOLDER = new URL('../../dist/static/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

function readManifest(): Manifest {
  try {
    return JSON.parse(readFileSync(new URL('manifest.json', FOLDER), 'utf8'));
  } catch (error) {
    throw new Error('the dashboard is not built: run `pnpm build`', { cause: error });
  }
}

/** @throws Error if the package was not built. */
export function readStaticFiles(): StaticFiles {
  const manifest = readManifest();
  const byName = new Map(
    manifest.files.map((name) => {
      const path = fileURLToPath(new URL(name, FOLDER));
      const type = TYPES[name.replace(/^.*\./, '')] ?? 'application/octet-stream';
      return [name, { path, size: statSync(path).size, type }] as const;
    }),
  );
  return { ...manifest, byName };
}
