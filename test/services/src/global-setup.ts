import { beginRun, endRun } from './run-folder.js';

/** For `globalSetup` of vitest: servers start when a test first asks for them, and end with the run. */
export default function setup(): (() => void) | undefined {
  // Each project of the configuration calls it; the first ends the run.
  return beginRun() ? endRun : undefined;
}
