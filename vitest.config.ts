import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/test/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['./test/services/dist/global-setup.js'],
    testTimeout: 60_000,
  },
});
