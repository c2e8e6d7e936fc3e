import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests of whole processes that have every server to themselves and measure nothing: they can run beside others. */
const BESIDE = [
  'test/guarantees/p{01,03,04,07,15,16,20,21,22,23,24,25,26,27,32,36,37}-*.test.ts',
  'test/guarantees/p{06-broker-fails-over,06-password-refused,08-analytics,08-elasticsearch,13-elasticsearch,18-workers}*.test.ts',
  'test/{deploy,scale}/*.test.ts',
  'test/journeys/{analytics,dead-jobs,idempotency,live,live-elasticsearch,logger,microseconds,nightly,nightly-retention,text,two-servers}.*.test.ts',
];

/** Most of them wait for servers most of the time. */
const TOGETHER = { maxWorkers: 3, sequence: { groupOrder: 0 } };

/** Starts the servers that tests ask for, and ends them. */
const SERVERS = { globalSetup: ['./test/services/dist/global-setup.js'] };

/** The core from its sources: its tests need no build. */
const CORE = fileURLToPath(new URL('packages/core/src', import.meta.url));
const FROM_SOURCES = [
  { find: /^@memex\/core$/, replacement: `${CORE}/index.ts` },
  { find: /^@memex\/core\/(\w+)$/, replacement: `${CORE}/$1.ts` },
];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        resolve: { alias: FROM_SOURCES },
        test: {
          name: 'core',
          include: ['packages/core/test/**/*.test.ts'],
          isolate: false,
          ...TOGETHER,
        },
      },
      {
        extends: true,
        oxc: { jsx: { importSource: 'preact' } },
        test: {
          ...SERVERS,
          name: 'packages',
          include: [
            'packages/{adapter-*,cli,client,dashboard}/test/**/*.test.{ts,tsx}',
            'examples/test/**/*.test.ts',
          ],
          // No file changes what others see, and loading the packages anew for each took as long as the tests.
          isolate: false,
          ...TOGETHER,
        },
      },
      { extends: true, test: { ...SERVERS, name: 'beside', include: BESIDE, ...TOGETHER } },
      {
        // One file at a time, and after the others: they load the machine, and some measure what others notice of that.
        extends: true,
        test: {
          ...SERVERS,
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...BESIDE],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
