import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['./test/services/dist/global-setup.js'],
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['packages/*/test/**/*.test.ts', 'examples/test/**/*.test.ts'],
          // Most of them wait for servers most of the time.
          maxWorkers: 3,
          // No file changes what others see, and loading the packages anew for each took as long as the tests.
          isolate: false,
        },
      },
      {
        // One file at a time, and after the others: they load the machine, and some measure what others notice of that.
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
