import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runHere } from '../host/cli/support/run-here.ts';
import { commandsOf } from './console.ts';

const root = join(import.meta.dirname, '..', '..');
const launcher = join(root, 'host', 'cli', 'bin', 'fob.js');

/**
 * What a shell adds nothing to, and leaves nothing running: done in this process, since to load fob
 * takes longer than most of what it does. What lives on is started from the files that are built.
 */
const PLAIN = /^fob (?!.*\bup\b)[\w .,:/=-]+$/;

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name))
    .sort(),
].filter((page) => commandsOf(readFileSync(join(root, page), 'utf8')).length > 0);

describe.each(pages)('every command that %s shows works', (page) => {
  const commands = commandsOf(readFileSync(join(root, page), 'utf8'));
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  const before = process.cwd();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fobkit-docs-'));
    mkdirSync(join(folder, 'bin'));
    const shim = join(folder, 'bin', 'fob');
    writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`);
    chmodSync(shim, 0o755);
    environment = {
      PATH: [join(folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(':'),
      HOME: folder,
      FOBKIT_STATE_HOME: join(folder, 'state'),
      NO_COLOR: '1',
      // As on a machine where fob has run before.
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    };
    const others = Object.keys(process.env).filter((name) => !name.startsWith('VITEST'));
    for (const name of [...others, ...Object.keys(environment)]) {
      vi.stubEnv(name, environment[name]);
    }
    process.chdir(folder);
  });

  afterAll(async () => {
    await run('fob sim down --all');
    vi.unstubAllEnvs();
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(command: string): Promise<{ status: number | null; stderr: string }> {
    if (PLAIN.test(command)) return await runHere(command.split(' ').slice(1));
    return spawnSync('bash', ['-o', 'pipefail', '-c', command], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      timeout: 60_000,
    });
  }

  // One conversation: each command finds the world as the one before it left it.
  it.each(commands)('line $line: $command', async ({ command }) => {
    const { status, stderr } = await run(command);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  });
});
