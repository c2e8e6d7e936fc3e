import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests of whole processes that load the machine, but leave it time: two at once. */
const IN_PAIRS = ['test/guarantees/p{02-,05-,08-embedded,10-,18-orderly,18-rolling}*.test.ts'];

/** Those that measure what a user would notice of a load, or clear the shared Elasticsearch: one after the other. */
const ALONE = [
  'test/guarantees/p{06-broker-away,08-data-folder,11-,17-}*.test.ts',
  'test/journeys/{copy,copy-erased,import-elasticsearch,migrate,reports-memory}.*.test.ts',
];

/** They take a minute and more, so they begin first: begun last, one of them would run on while nothing else is left. */
const LONG =
  /adapter-es\/test\/conformance|adapter-sqlite\/test\/store|page\/accessible|p(01|06-sentinels|16-engines|32|36|37)-|scale\/month/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => (LONG.test(moduleId) ? 0 : 1);
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

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
    // What is built is loaded as it is, as for whoever installs it, and not transformed anew for each file.
    server: { deps: { external: [/\/dist\//] } },
    sequence: { sequencer: LongFirst },
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
      {
        extends: true,
        test: {
          ...SERVERS,
          name: 'beside',
          include: ['test/**/*.test.ts', ...[...IN_PAIRS, ...ALONE].map((pattern) => `!${pattern}`)],
          ...TOGETHER,
        },
      },
      {
        extends: true,
        test: { ...SERVERS, name: 'pairs', include: IN_PAIRS, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: { ...SERVERS, name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
