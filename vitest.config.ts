import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// Workspaces are imported from their TypeScript source, so that tests need no build.
const conditions = ['fobkit-source', ...defaultServerConditions];

const ALL = 'test/**/*.test.ts';
const GUESTS = 'test/kernel-guest/**/*.test.ts';
// They put other modules in the place of some, which stay there for as long as their process lives.
const ALONE = globSync(ALL, { cwd: import.meta.dirname }).filter((file) =>
  readFileSync(join(import.meta.dirname, file), 'utf8').includes('vi.mock('),
);

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    projects: [
      {
        // One process runs many files: to start one, and to load the modules, takes half a second.
        extends: true,
        test: {
          name: 'fobkit',
          include: [ALL],
          exclude: [GUESTS, ...ALONE],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
      // Each boots a machine that takes a core whole: behind the others, as projects go by name.
      { extends: true, test: { name: 'kernel-guest', include: [GUESTS] } },
    ],
    setupFiles: [join(import.meta.dirname, 'test/support/left-behind.ts')],
    watch: false,
    pool: 'forks',
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    // What a test starts as a worker or child by `fork` finds the sources too.
    execArgv: ['--conditions=fobkit-source'],
    // And it finds them compiled: a station, whole, is loaded in half the time.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/fobkit-compiled') },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
  },
});
