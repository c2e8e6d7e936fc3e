import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const INSTALLED = '/usr/lib/jvm';

/** The `java` of a version or later: of `JAVA_HOME`, on the path, or where Linux distributions install it. */
export function findJava(atLeast: number): string | undefined {
  const home = process.env.JAVA_HOME;
  const installed = existsSync(INSTALLED)
    ? readdirSync(INSTALLED).map((name) => join(INSTALLED, name, 'bin/java'))
    : [];
  const candidates = [...(home === undefined ? [] : [join(home, 'bin/java')]), 'java', ...installed];
  return candidates.find((java) => versionOf(java) >= atLeast);
}

function versionOf(java: string): number {
  const { stderr } = spawnSync(java, ['-XshowSettings:properties', '-version'], { encoding: 'utf8' });
  return Number(/java\.specification\.version = (\d+)/.exec(stderr ?? '')?.[1] ?? 0);
}
