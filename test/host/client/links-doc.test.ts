import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainEnvironment } from '../../support/npm.ts';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/links.md'), 'utf8');
const blocks = [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, block = '']) => block);

/** A project of the reader's own, with fobkit in its node_modules. */
const project = mkdtempSync(join(tmpdir(), 'fobkit-links-'));

beforeAll(() => {
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const config = {
    extends: join(root, 'test/tsconfig.json'),
    compilerOptions: { rootDir: '/' },
    include: ['*.ts'],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
  blocks.forEach((block, i) => {
    writeFileSync(join(project, `block-${String(i + 1)}.ts`), block);
  });
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

function run(...args: readonly string[]): Promise<{ code: number; output: string }> {
  const options = { cwd: project, env: plainEnvironment() };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr });
    });
  });
}

describe('the examples of docs/links.md', () => {
  it('are of Node, of watching, and of a browser', () => {
    expect(blocks.map((block) => /@fobkit\/client\/(\w+)/.exec(block)?.[1])).toEqual([
      'node',
      'node',
      'browser',
    ]);
  });

  it('have types', async () => {
    const tsc = join(root, 'node_modules/@typescript/native/bin/tsc');
    expect(await run(tsc, '-p', '.', '--noEmit')).toEqual({ code: 0, output: '' });
  });

  it.each(blocks.map((_, i) => i + 1))('number %i runs', async (number) => {
    const file = `block-${String(number)}.ts`;
    // A machine without a fob has nothing to tell.
    expect((await run('--conditions=fobkit-source', file)).code).toBe(0);
  });
});
