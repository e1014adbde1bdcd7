import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ensureNode26 } from '../support/node26.ts';
import { plainEnvironment } from '../support/npm.ts';

const run = promisify(execFile);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What the life comes to: whoever changes it on purpose commits the hash that it prints. */
const committed = readFileSync(here('five-year-life.sha256'), 'utf8').trim();

/** Runs the life in a process of its own, without vitest, from the sources. */
async function life(node: string, timeZone: string, ...flags: string[]): Promise<string> {
  const script = here('five-year-life.ts');
  const { stdout } = await run(node, ['--conditions=fobkit-source', script, ...flags], {
    env: { ...plainEnvironment(), TZ: timeZone },
  });
  return stdout.trim();
}

// Two runs for three claims, since each takes seconds: when one fails, try its differences alone.
describe.concurrent(
  'five years of two fobs come to the committed hash',
  { timeout: 120_000 },
  () => {
    it('in Tokyo, on this Node.js, uninterrupted', async () => {
      expect(await life(process.execPath, 'Asia/Tokyo')).toBe(committed);
    });

    it('in St. John’s, on Node.js 26, restored from a snapshot half way', async () => {
      expect(await life(await ensureNode26(), 'America/St_Johns', '--restored')).toBe(committed);
    });
  },
);
