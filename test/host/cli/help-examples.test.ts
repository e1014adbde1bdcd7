import { execFile } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { topLevelHelp } from '../../../host/cli/help/top-level.ts';
import { BIN, FobShell } from './support/run-fob.ts';

const shell = new FobShell();
afterAll(() => shell.close());

it('the examples of fob --help work as they stand, one after the other', async () => {
  const shim = join(shell.folder, 'fob');
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(shim, 0o755);
  const env = shell.environment();
  const PATH = [shell.folder, env['PATH'] ?? ''].join(delimiter);
  const examples = [...topLevelHelp.matchAll(/^ {2}\$ (.*)$/gm)].map(([, line = '']) => line);
  expect(examples.length).toBeGreaterThan(3);
  const script = ['set -e', ...examples].join('\n');
  const options = { cwd: shell.folder, env: { ...env, PATH } };
  await expect(promisify(execFile)('sh', ['-c', script], options)).resolves.toBeDefined();
});
