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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOf } from './console.ts';

const root = join(import.meta.dirname, '..', '..');
const launcher = join(root, 'host', 'cli', 'bin', 'fob.js');

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
  });

  afterAll(() => {
    run('fob sim down --all');
    rmSync(folder, { recursive: true, force: true });
  });

  function run(command: string) {
    return spawnSync('bash', ['-o', 'pipefail', '-c', command], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      timeout: 60_000,
    });
  }

  // One conversation: each command finds the world as the one before it left it.
  it.each(commands)('line $line: $command', ({ command }) => {
    const { status, stderr } = run(command);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  });
});
