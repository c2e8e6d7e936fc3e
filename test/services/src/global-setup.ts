import { beginRun, endRun } from './run-folder.js';

/** For `globalSetup` of vitest: servers start when a test first asks for them, and end with the run. */
export default function setup(): () => void {
  beginRun();
  return endRun;
}
