import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import { LeaseBusyError, Leases } from '@fobkit/store';

const taker = fileURLToPath(new URL('./support/lease-taker.ts', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-lease-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function start(...args: readonly string[]): ChildProcess {
  const path = join(folder, 'leases.db');
  return spawn(process.execPath, ['--conditions=fobkit-source', taker, path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function said(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await once(child, 'close');
  return text;
}

describe('two processes that want one thing', () => {
  it('never have it together: each number is given once', async () => {
    const texts = await Promise.all([said(start('a', '40')), said(start('b', '40'))]);
    const numbers = texts.flatMap((text) => JSON.parse(text) as number[]);
    expect(numbers.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 80 }, (_, i) => i + 1));
  });

  it('wait for nobody who was killed: its lease is free as soon as it is dead', async () => {
    const child = start('dead', '0', 'hold');
    await once(child.stdout ?? child, 'data');
    const leases = new Leases({ path: join(folder, 'leases.db'), clock: nodeClock });
    const things = [{ key: 'psu', label: 'psu1' }];
    expect(() => leases.take(things, { run: 'next' }, 1_000)).toThrow(LeaseBusyError);
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    expect(leases.take(things, { run: 'next' }, 1_000).run).toBe('next');
    leases.close();
  });
});
