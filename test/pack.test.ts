import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJson, readManifests } from './support/house/manifests.ts';
import { npm, plainEnvironment } from './support/npm.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifests = readManifests(root);
const entries = manifests.flatMap(({ name, exports }) =>
  [...exports.keys()].map((subpath) => name + subpath.slice(1)),
);
const commands = manifests.flatMap(({ folder, bin }) =>
  [...bin.keys()].map((command) => ({ command, folder })),
);

/** What `npm pack` says of one package. */
interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const work = mkdtempSync(join(tmpdir(), 'fobkit-pack-'));
const together = join(work, 'together');
const alone = join(work, 'alone');
let packed: readonly Packed[] = [];

beforeAll(async () => {
  const answer = await npm(root, [
    'pack',
    ...manifests.map(({ folder }) => `--workspace=${folder}`),
    '--ignore-scripts',
    '--json',
    `--pack-destination=${work}`,
  ]);
  packed = JSON.parse(answer) as Packed[];
  await installInto(together, packed);
  // A peer that the user's own project has.
  symlinkSync(join(root, 'node_modules/vitest'), join(together, 'node_modules/vitest'));
  await installInto(
    alone,
    packed.filter(({ name }) => name === '@fobkit/protocol'),
  );
}, 180_000);

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

async function installInto(folder: string, packages: readonly Packed[]): Promise<void> {
  mkdirSync(folder);
  const dependencies = packages.map(({ name, filename }) => [name, `file:../${filename}`]);
  const manifest = { private: true, dependencies: Object.fromEntries(dependencies) as unknown };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  await npm(folder, ['install', '--prefer-offline']);
}

/** What this Node.js prints, run as a user of the folder would: without our conditions. */
async function node(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const options = { cwd: folder, env: { ...plainEnvironment(), ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (_, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
}

describe('every workspace', () => {
  it('is packed', () => {
    expect(packed.map(({ name }) => name).sort()).toEqual(manifests.map(({ name }) => name).sort());
  });

  it('packs what runs, and neither sources nor build records', () => {
    const stray = packed.flatMap(({ files }) =>
      files
        .map(({ path }) => path)
        .filter((path) => !/\.(js|d\.ts|map|json|md|lua|rules)$|LICENSE/.test(path))
        .filter((path) => !/^(library|schema|examples)\/[a-z0-9.-]+\.yaml$/.test(path))
        .filter((path) => path !== 'report/page/report.css')
        .filter(
          (path) => !/^(app|pages)\/static\/[a-z0-9-]+\.(css|html|png|svg|webmanifest)$/.test(path),
        ),
    );
    expect(stray).toEqual([]);
  });
});

describe('installed into an empty folder', () => {
  it.each(entries)('%s imports', async (entry) => {
    const script = `await import(${JSON.stringify(entry)}); console.log('imported')`;
    expect(await node(together, ['--input-type=module', '-e', script])).toBe('imported\n');
  });

  it('every entry point has types', async () => {
    const uses = entries.map(
      (entry, i) => `export type T${String(i)} = typeof import('${entry}');`,
    );
    writeFileSync(join(together, 'uses.mts'), uses.join('\n'));
    const tsc = join(root, 'node_modules/@typescript/native/bin/tsc');
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext'];
    expect(await node(together, [tsc, ...options, 'uses.mts'])).toBe('');
  });

  it.each(commands)('$command tells its version', async ({ command, folder }) => {
    const bin = join(together, 'node_modules/.bin', command);
    const version = String(readJson(join(root, folder, 'package.json'))['version']);
    expect(await node(together, [bin, '--version'])).toContain(version);
  });
});

describe('a bench from the packages', () => {
  const fob = join(together, 'node_modules/.bin/fob');
  const state = { FOBKIT_STATE_HOME: join(work, 'state') };

  it('runs the library on worker threads and writes a report that holds its own page', async () => {
    const html = join(work, 'report.html');
    const run = ['bench', 'run', 'library:replayed-code', '--html', html, '--workers', '2'];
    expect(await node(together, [fob, ...run], state)).toMatch(/\b[1-9]\d* PASS/);
    const page = readFileSync(html, 'utf8');
    expect(page).toMatch(/<style>[^<]/);
    expect(page).toMatch(/<script>[^<]/);
  }, 60_000);

  it('runs a campaign on worker threads', async () => {
    const campaign = ['bench', 'campaign', '--seed', '1', '--runs', '4', '--workers', '2'];
    expect(await node(together, [fob, ...campaign], state)).toMatch(/\b4 runs/);
  }, 60_000);
});

describe('@fobkit/protocol', () => {
  it('installs alone, with no dependencies', () => {
    expect(
      readdirSync(join(alone, 'node_modules')).filter((name) => !name.startsWith('.')),
    ).toEqual(['@fobkit']);
    expect(readdirSync(join(alone, 'node_modules/@fobkit'))).toEqual(['protocol']);
  });

  it('imports there', async () => {
    const script = `await import('@fobkit/protocol'); console.log('imported')`;
    expect(await node(alone, ['--input-type=module', '-e', script])).toBe('imported\n');
  });
});
