import { readFileSync } from 'node:fs';

/** The version of this package. */
export function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return String(version);
}

/** The line that `--version` prints: the version, the platform, and the version of Node. */
export function versionLine(): string {
  return `memex/${ownVersion()} ${process.platform}-${process.arch} node-${process.version}`;
}
