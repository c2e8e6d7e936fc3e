import { isInstalled } from './installed.js';
import { isMissing } from './require.js';

/** What tests of pages run in. */
export const CHROMIUM = '/usr/bin/chromium';

const MISSING = { missing: 'chromium: the package chromium' };

/** What the names of tests end with that need a browser and are skipped; nothing where it is there. */
export function withoutChromium(): string {
  return isInstalled(CHROMIUM) || !isMissing(MISSING) ? '' : `: needs ${MISSING.missing}`;
}
