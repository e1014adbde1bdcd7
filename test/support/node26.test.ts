import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { ensureNode26, findNode26 } from './node26.ts';

it('Node.js 26 is a second one beside the pinned Node.js 24', async () => {
  const path = await ensureNode26();
  expect(findNode26()).toBe(path);
  expect(execFileSync(path, ['--version'], { encoding: 'utf8' })).toMatch(/^v26\./);
  expect(process.version).toMatch(/^v24\./);
}, 120_000);
