import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Version } from './elasticsearch-version.js';

/** Where `EsNode.java` and the `pom.xml` of its jars are. */
export const LAUNCHER = fileURLToPath(new URL('../elasticsearch', import.meta.url));

/** Whether the jars of a version are in the user's cache. */
export function isFetched(version: Version): boolean {
  return existsSync(join(homeOf(version), 'complete'));
}

/** The jars of a version, laid out as an installation is: fetched by Maven once, kept in the user's cache. */
export function installation(version: Version): string {
  const home = homeOf(version);
  if (isFetched(version)) return home;
  mkdirSync(dirname(home), { recursive: true });
  const draft = mkdtempSync(`${home}-`);
  fetchJars(draft, version.name);
  writeFileSync(join(draft, 'complete'), '');
  rmSync(home, { recursive: true, force: true });
  renameSync(draft, home);
  return home;
}

function homeOf({ name }: Version): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(cache, 'memex-test', `elasticsearch-${name}`);
}

function fetchJars(home: string, version: string): void {
  const lib = join(home, 'lib');
  const netty = join(home, 'modules/transport-netty4');
  mkdirSync(lib);
  mkdirSync(netty, { recursive: true });
  const goal = [
    'dependency:copy-dependencies',
    `-Delasticsearch.version=${version}`,
    `-DoutputDirectory=${lib}`,
  ];
  execFileSync('mvn', ['-q', '-B', '-f', join(LAUNCHER, 'pom.xml'), ...goal], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const jar of readdirSync(lib)) {
    if (/^(netty|transport-netty4)-/.test(jar)) renameSync(join(lib, jar), join(netty, jar));
  }
  writeFileSync(join(netty, 'plugin-descriptor.properties'), descriptor(version));
}

function descriptor(version: string): string {
  return [
    'name=transport-netty4',
    'description=HTTP and transport on Netty',
    `version=${version}`,
    `elasticsearch.version=${version}`,
    'java.version=17',
    'classname=org.elasticsearch.transport.netty4.Netty4Plugin',
    'extended.plugins=',
    'has.native.controller=false',
    '',
  ].join('\n');
}
