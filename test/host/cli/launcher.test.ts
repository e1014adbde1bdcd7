import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plainEnvironment } from '../../support/npm.ts';
import { pretendNode } from './support/old-node.ts';
import { BIN, type Ended } from './support/run-fob.ts';

const work = mkdtempSync(join(tmpdir(), 'fobkit-launcher-'));
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

/** The launcher in a package of its own, with this as its built program. */
function packageWith(name: string, main?: string): string {
  const bin = join(work, name, 'bin/fob.js');
  mkdirSync(dirname(bin), { recursive: true });
  writeFileSync(join(work, name, 'package.json'), '{ "type": "module" }');
  copyFileSync(BIN, bin);
  if (main !== undefined) {
    mkdirSync(join(work, name, 'dist'));
    writeFileSync(join(work, name, 'dist/main.js'), `export async function main(args) {${main}}`);
  }
  return bin;
}

/** Gives the launcher the Node.js that the repository pins, as `npm ci` does. */
function pinNode(name: string): void {
  const system = { linux: 'linux', win32: 'win' }[process.platform as 'linux' | 'win32'];
  const folder = join(work, name, 'node_modules', `node-${system}-${process.arch}`);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(
    join(folder, 'bin/node'),
    `#!/bin/sh\necho "on the pinned one" >&2\nexec "${process.execPath}" "$@"\n`,
    { mode: 0o755 },
  );
}

interface LaunchOptions {
  readonly nodeOptions?: readonly string[];
  readonly kill?: NodeJS.Signals;
}

function launch(bin: string, args: readonly string[], options: LaunchOptions = {}): Promise<Ended> {
  const { nodeOptions = [], kill } = options;
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const child = spawn(process.execPath, [...nodeOptions, bin, ...args], {
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (kill !== undefined) child.kill(kill);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.on('close', (status) => {
    resolve({ status, stdout, stderr });
  });
  return promise;
}

const SAY_AND_END = `console.log(args.join(' ')); process.exitCode = 3;`;
const WAIT = `
  process.on('SIGTERM', () => { console.log('told'); process.exit(7); });
  console.log('ready');
  setInterval(() => {}, 1000);`;

describe('the launcher', () => {
  it('runs the program in this very process and passes arguments and exit code', async () => {
    const ended = await launch(packageWith('here', SAY_AND_END), ['a', 'b c']);
    expect(ended).toEqual({ status: 3, stdout: 'a b c\n', stderr: '' });
  });

  it('says what to do when the program is not built', async () => {
    const { status, stderr } = await launch(packageWith('unbuilt'), ['list']);
    expect(stderr).toBe('fob: it is not built yet. Run: npm run build\n');
    expect(status).toBe(3);
  });

  describe('on an older Node.js', () => {
    const nodeOptions = pretendNode('20.20.2');

    it('says which one it needs where none is pinned', async () => {
      const { status, stderr } = await launch(packageWith('old', SAY_AND_END), [], { nodeOptions });
      expect(stderr).toBe('fob: needs Node.js 24 or newer; this is v20.20.2\n');
      expect(status).toBe(3);
    });

    it('runs the program on the pinned one and passes arguments and exit code', async () => {
      const bin = packageWith('pinned', SAY_AND_END);
      pinNode('pinned');
      const ended = await launch(bin, ['a', 'b c'], { nodeOptions });
      expect(ended).toEqual({ status: 3, stdout: 'a b c\n', stderr: 'on the pinned one\n' });
    });

    it('passes signals on', async () => {
      const bin = packageWith('signals', WAIT);
      pinNode('signals');
      const ended = await launch(bin, [], { nodeOptions, kill: 'SIGTERM' });
      expect(ended.stdout).toContain('told');
      expect(ended.status).toBe(7);
    });

    it('ends the program in good order when it is killed itself', async () => {
      const bin = packageWith('killed', WAIT);
      pinNode('killed');
      // The output ends when the last that holds it does: the program, not the launcher.
      const ended = await launch(bin, [], { nodeOptions, kill: 'SIGKILL' });
      expect(ended.stdout).toBe('ready\ntold\n');
      expect(ended.status).toBeNull();
    });

    it('keeps no program alive that has nothing more to do, and tells it nothing', async () => {
      const say = `
        process.on('SIGTERM', () => console.log('told'));
        console.log(Object.keys(process.env).filter((name) => name.includes('LAUNCHED')).length);`;
      const bin = packageWith('idle', say);
      pinNode('idle');
      const ended = await launch(bin, [], { nodeOptions });
      expect(ended).toMatchObject({ status: 0, stdout: '0\n' });
    });

    it('finds the package that the repository pins', () => {
      const require = createRequire(BIN);
      const system = process.platform === 'win32' ? 'win' : process.platform;
      const node = require.resolve(`node-${system}-${process.arch}/bin/node`);
      expect(existsSync(node)).toBe(true);
    });
  });
});
