import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// Workspaces are imported from their TypeScript source, so that tests need no build.
const conditions = ['fobkit-source', ...defaultServerConditions];

const ALL = 'test/**/*.test.ts';
const GUESTS = 'test/kernel-guest/**/*.test.ts';

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'fobkit', include: [ALL], exclude: [GUESTS], sequence: { groupOrder: 0 } },
      },
      {
        // Each boots a machine that takes a core whole: when the others are done.
        extends: true,
        test: {
          name: 'kernel-guest',
          include: [GUESTS],
          sequence: { groupOrder: 1 },
        },
      },
    ],
    watch: false,
    pool: 'forks',
    maxWorkers: 2,
    // What a test starts as a worker or child by `fork` finds the sources too.
    execArgv: ['--conditions=fobkit-source'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
  },
});
