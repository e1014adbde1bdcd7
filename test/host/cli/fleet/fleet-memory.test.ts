import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIFE_BYTES } from '@fobkit/fleet';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { runHere } from '../support/run-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'fobkit-fleet-memory-'));
const file = join(folder, 'fleet.yaml');
const FLEET = `fleet: office
fobs: 100
time: 2 d
profile: shinkin-hardware
policy: ask-1020
vary: { lockAfter: [3, 5, 10] }
`;
writeFileSync(file, FLEET);

afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The first line of what is said where a run may have memory for so many lives of a fob. */
async function saidWith(lives: number, ...args: readonly string[]): Promise<string | undefined> {
  vi.spyOn(process, 'availableMemory').mockReturnValue(2 * LIFE_BYTES * lives);
  const { status, stderr } = await runHere(['fleet', ...args, '--workers', '1']);
  return status === 0 ? undefined : stderr.split('\n')[0];
}

describe('a fleet that does not fit into memory is refused before it lives', () => {
  it('once, whatever its file varies', async () => {
    expect(await saidWith(100, 'run', file)).toBeUndefined();
    expect(await saidWith(99, 'run', file)).toMatch(/:2:7: 100 fobs need .* 99 fit into/);
  });

  it('under its own policy and each of those that are compared', async () => {
    expect(await saidWith(400, 'compare', file)).toBeUndefined();
    expect(await saidWith(399, 'compare', file)).toMatch(/:2:7: 100 fobs need .* 99 fit into/);
  });
});
