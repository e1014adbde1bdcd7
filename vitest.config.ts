import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// Workspaces are imported from their TypeScript source, so that tests need no build.
const conditions = ['fobkit-source', ...defaultServerConditions];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['test/**/*.test.ts'],
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
