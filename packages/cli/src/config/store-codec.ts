import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SettingCodec } from './setting-codec.js';

/** A package that makes a store. */
export interface StorePackage {
  /** As it was configured: a package's name, or a path that begins with a dot or a slash. */
  readonly name: string;
  readonly url: string;
}

const BUILT_IN = ['embedded', 'memory', 'elasticsearch'] as const;
type BuiltIn = (typeof BUILT_IN)[number];

/** One of the stores that Memex brings, in any case, or a package that the working folder can import. */
export const storeName = new SettingCodec(
  'store',
  (value): value is BuiltIn | StorePackage =>
    (typeof value === 'object' && value !== null) || BUILT_IN.some((one) => one === value),
  (text) => BUILT_IN.find((one) => one === text.toLowerCase()) ?? findPackage(text),
  'embedded, memory, elasticsearch, or a package that is installed in the working folder',
);

function findPackage(name: string): StorePackage | undefined {
  try {
    const path = createRequire(join(process.cwd(), 'package.json')).resolve(name);
    return { name, url: pathToFileURL(path).href };
  } catch {
    // Whatever keeps it from being found: it cannot be imported, and the codec says so.
    return undefined;
  }
}
