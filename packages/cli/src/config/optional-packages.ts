import { CliError, EXIT } from '../terminal/cli-error.js';
import { ownVersion } from '../terminal/version.js';

/**
 * Packages that are installed only where a setting needs them: with what they depend on, each takes more than everything else together. The value is
 * the version to install.
 */
const VERSIONS = {
  '@memex/adapter-es': ownVersion(),
  '@memex/adapter-queue': ownVersion(),
  '@sentry/node': '11',
} as const;

export type OptionalPackage = keyof typeof VERSIONS;

/**
 * Loads a package that may not be installed.
 *
 * @param need - What needs it, such as `SENTRY_DSN`.
 * @throws CliError that says how to install it.
 */
export async function loadOptional<M>(
  name: OptionalPackage,
  need: string,
  load: () => Promise<M>,
): Promise<M> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(name, cause)) throw cause;
    const wanted = `${name}@${VERSIONS[name]}`;
    throw new CliError(
      EXIT.misused,
      [
        `${need} needs the package ${name}, which is not installed: npm install ${wanted}, or npx -p @memex/cli -p ${wanted} memex …`,
      ],
      { cause },
    );
  }
}

/** Not if something is missing that the package itself imports. */
function isMissing(name: string, error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`'${name}'`)
  );
}
