import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SettingCodec } from './setting-codec.js';

/** A package that exports `createStore`. */
export interface StorePackage {
  /** As configured: the name of a package, or a path that starts with a dot or a slash. */
  readonly name: string;
  readonly url: string;
}

const BUILT_IN = ['embedded', 'memory', 'elasticsearch'] as const;
type BuiltIn = (typeof BUILT_IN)[number];

/** A built-in store, in upper or lower case, or a package that can be imported from the working folder. */
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
    // Whatever the reason, it cannot be imported, and the codec reports that.
    return undefined;
  }
}
