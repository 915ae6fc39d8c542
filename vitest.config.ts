import { defineConfig } from 'vitest/config';

const decorators = { decorator: { legacy: true, emitDecoratorMetadata: true } };

export default defineConfig({
  test: {
    projects: [
      {
        oxc: decorators,
        test: {
          name: 'unit',
          include: ['{apps,packages}/*/src/**/*.test.{ts,tsx}', 'eval/**/*.test.ts', 'scripts/**/*.test.mjs'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        oxc: decorators,
        test: {
          name: 'integration',
          include: ['apps/api/test/**/*.test.ts'],
          globalSetup: ['apps/api/test/support/global-setup.ts'],
          // Each file runs a whole server with its own engine workers: two at once fill two cores.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
