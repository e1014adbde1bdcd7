import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';
import type { Bundle } from './bundle.ts';

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, '../../node_modules/.cache/fobkit');
const HTML =
  '<!doctype html><meta charset="utf-8"><title>fob</title><script type="module" src="/page.js"></script>';

/** Bundles a script of page/ for a browser; `path` is the folder with it and a page around it. */
export async function bundlePage(name: string): Promise<Bundle> {
  mkdirSync(folder, { recursive: true });
  const path = mkdtempSync(join(folder, 'page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: here,
    resolve: { conditions: ['fobkit-source', ...defaultClientConditions] },
    build: {
      outDir: path,
      emptyOutDir: false,
      target: 'esnext',
      lib: { entry: join(here, 'page', name), formats: ['es'], fileName: () => 'page.js' },
    },
  });
  writeFileSync(join(path, 'index.html'), HTML);
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
