import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inChild } from './child.ts';
import { type BenchTable, median } from './harness.ts';
import { atMost } from './target.ts';

const run = promisify(execFile);
const FRESH_PROCESSES = 7;
const STARTS = 9;
const fob = join(import.meta.dirname, '../../host/cli/bin/fob.js');

interface FreshProcess {
  readonly importMs: number;
  readonly firstMs: number;
  readonly warmMs: readonly number[];
}

/** How long until there is a fob that answers. */
export async function benchReady(): Promise<BenchTable> {
  const fresh: FreshProcess[] = [];
  const bare: number[] = [];
  for (let i = 0; i < FRESH_PROCESSES; i++) {
    fresh.push(await inChild<FreshProcess>('ready-child.ts'));
    bare.push(await timed(() => run(process.execPath, ['-e', '0'])));
  }
  const starts = await simStarts();
  const row = (what: string, values: readonly number[], limit?: number) => {
    const middle = median(values);
    const spread = `${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)}`;
    return [
      what,
      middle.toFixed(1),
      spread,
      limit === undefined ? '' : atMost(limit, middle, 'ms'),
    ];
  };
  return {
    title: 'Until a fob is ready and has answered GetInfo',
    columns: ['what', 'ms, median', 'spread', 'target'],
    rows: [
      row(
        'in-process fob, warm',
        fresh.flatMap(({ warmMs }) => warmMs),
        10,
      ),
      row(
        'in-process fob, the first of a fresh process',
        fresh.map(({ firstMs }) => firstMs),
        10,
      ),
      row(
        '  the imports before it',
        fresh.map(({ importMs }) => importMs),
      ),
      row('fob sim up --pty --json, until it comes back', starts.warm, 500),
      row('  its first run, compile cache empty', [starts.first]),
      row('  for comparison: node -e 0', bare),
    ],
    notes: [
      `${FRESH_PROCESSES} fresh processes of 100 warm fobs each; ${STARTS} starts and stops of fob sim up,`,
      'which comes back when the fob answers on its pseudo-terminal.',
    ],
  };
}

async function simStarts(): Promise<{ first: number; warm: number[] }> {
  const home = mkdtempSync(join(tmpdir(), 'fobkit-bench-'));
  const env = { ...process.env, FOBKIT_STATE_HOME: join(home, 'state'), XDG_CACHE_HOME: home };
  const call = (...args: string[]) =>
    run(process.execPath, [fob, ...args], { env, timeout: 30_000 });
  const upAndDown = async (): Promise<number> => {
    const elapsed = await timed(() => call('sim', 'up', '--profile', 'generic', '--pty', '--json'));
    await call('sim', 'down', '--all');
    return elapsed;
  };
  try {
    const first = await upAndDown();
    const warm: number[] = [];
    for (let i = 0; i < STARTS; i++) warm.push(await upAndDown());
    return { first, warm };
  } finally {
    await call('sim', 'down', '--all');
    rmSync(home, { recursive: true, force: true });
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await act();
  return performance.now() - begin;
}
