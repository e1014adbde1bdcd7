import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));

/** Within the repository, so that what stays outside of a bundle is found in its node_modules. */
const folder = join(here, '../../node_modules/.cache/fobkit');

/** What brings native code along, or finds its files beside itself. */
const LEFT_OUTSIDE = ['node-hid', 'usb', '@serialport/bindings-cpp', 'koffi', '@resvg/resvg-js'];

/** A script in one file: without KVM a guest takes a second for every few dozen that Node.js loads. */
export interface Bundle {
  readonly path: string;
  /** Deletes the file. */
  remove(): void;
}

/**
 * Bundles a script of inside/ with all that it imports: the packages of this house as they are
 * compiled, which `npm test` and `npm run build` do.
 */
export async function bundleForGuest(name: string): Promise<Bundle> {
  mkdirSync(folder, { recursive: true });
  const outDir = mkdtempSync(join(folder, 'guest-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: here,
    ssr: { target: 'node', noExternal: true },
    build: {
      ssr: join(here, 'inside', name),
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        external: LEFT_OUTSIDE,
        output: { codeSplitting: false, entryFileNames: 'script.mjs' },
      },
    },
  });
  const path = join(outDir, 'script.mjs');
  if (!existsSync(path)) throw new Error(`${name} was not bundled`);
  return {
    path,
    remove: () => {
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
