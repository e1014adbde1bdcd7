import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainEnvironment } from '../../support/npm.ts';

const root = join(import.meta.dirname, '../../..');
const pages = ['README.md', 'docs/testing.md', 'docs/emulator.md', 'docs/usb.md'];

/** The pages' TypeScript, block by block, as a reader would paste it. */
const blocks = pages.flatMap((page) => {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, block = '']) => block);
});

/** A project of the reader's own, with fobkit in its node_modules. */
const project = mkdtempSync(join(tmpdir(), 'fobkit-testing-'));

beforeAll(() => {
  mkdirSync(join(project, 'test'));
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const config = {
    extends: join(root, 'test/tsconfig.json'),
    compilerOptions: { rootDir: '/' },
    include: ['test/*.ts'],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
  blocks.forEach((text, i) => {
    writeFileSync(join(project, `test/block-${String(i + 1)}.test.ts`), text);
  });
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<{ code: number; output: string }> {
  const options = { cwd: project, env: { ...plainEnvironment(), NO_COLOR: '1' } };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr });
    });
  });
}

describe('the TypeScript in the docs', () => {
  it('has examples', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(8);
  });

  it('every example passes as it stands', async () => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const config = join(root, 'vitest.config.ts');
    const { code, output } = await run(vitest, 'run', '--config', config, '--root', project);
    expect(output).toContain(`${String(blocks.length)} passed`);
    expect({ code, output }).toMatchObject({ code: 0 });
  }, 60_000);

  it('every example has the right types', async () => {
    const tsc = join(root, 'node_modules/@typescript/native/bin/tsc');
    expect(await run(tsc, '-p', join(project, 'tsconfig.json'))).toEqual({ code: 0, output: '' });
  }, 60_000);
});
