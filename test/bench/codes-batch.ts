import { codeWorkers } from '@fobkit/emulator';
import {
  type Algorithm,
  type BatchKeys,
  makeBatchEngine,
  type VerifyWindows,
} from '@fobkit/protocol';
import { verifySync } from 'otplib';
import { type BenchCase, type BenchTable, interleave, type InterleaveOptions } from './harness.ts';
import { named } from './machine.ts';
import { atLeast } from './target.ts';

/** Slices so short that most of them are undisturbed on a busy machine too. */
export const SHORT: InterleaveOptions = { rounds: 101, sliceMs: 4 };

const OTPLIB = named('otplib');
/** Codes of one call. */
export const BATCH = 1024;
/** Steps to either side of a verification, and so 21 codes that are all wrong. */
const STEPS = 10;
const FIRST = 55_000_000;
const PERIOD = 30;

/** `count` keys of `bytes` bytes each, all unlike. */
function batchKeys(algorithm: Algorithm, bytes: number, count: number): BatchKeys {
  const keys = makeBatchEngine().keys(algorithm, count);
  keys.setMany(0, seeds(bytes, count), bytes);
  return keys;
}

function seeds(bytes: number, count: number): Uint8Array {
  return Uint8Array.from({ length: bytes * count }, (_, i) => i * 31 + (i >> 8));
}

/** One key, counters in a row; a count is a batch. */
export function batchOneKey(algorithm: Algorithm, bytes: number): BenchCase['run'] {
  const keys = batchKeys(algorithm, bytes, 1);
  const into = new Int32Array(BATCH);
  let first = FIRST;
  return (count) => {
    for (let i = 0; i < count; i++, first += BATCH) keys.codesOf(0, first, into, 6);
  };
}

/** A new key for each code, prepared in the same call. */
export function batchNewKeys(algorithm: Algorithm, bytes: number): BenchCase['run'] {
  const keys = batchKeys(algorithm, bytes, BATCH);
  const fresh = seeds(bytes, BATCH);
  const indices = Uint32Array.from({ length: BATCH }, (_, i) => i);
  const counters = new Float64Array(BATCH).fill(FIRST);
  const into = new Int32Array(BATCH);
  return (count) => {
    for (let i = 0; i < count; i++) {
      keys.setMany(0, fresh, bytes);
      keys.codes(indices, counters, into, 6);
    }
  };
}

function wrongCodes(count: number): VerifyWindows {
  return {
    middle: Float64Array.from({ length: count }, (_, i) => FIRST + i),
    behind: new Int32Array(count).fill(STEPS),
    ahead: new Int32Array(count).fill(STEPS),
    values: new Int32Array(count).fill(-1),
  };
}

/** Verifications of wrong codes, each of a token of its own; a count is a batch. */
function batchVerify(): BenchCase['run'] {
  const keys = batchKeys('SHA1', 20, BATCH);
  const indices = Uint32Array.from({ length: BATCH }, (_, i) => i);
  const windows = wrongCodes(BATCH);
  const into = new Int32Array(BATCH);
  return (count) => {
    for (let i = 0; i < count; i++) keys.verify(indices, windows, into, 6);
  };
}

/** The same by otplib; a count is a token. */
function otplibVerify(): BenchCase['run'] {
  const secret = seeds(20, 1);
  let epoch = FIRST * PERIOD;
  return (count) => {
    for (let i = 0; i < count; i++) {
      secret[i % 20] = epoch;
      epoch += PERIOD;
      const options = { secret, epoch, period: PERIOD, epochTolerance: STEPS * PERIOD } as const;
      verifySync({ ...options, strategy: 'totp', token: '000000' });
    }
  };
}

/** Items of a call that is dealt to threads. */
const SHARED_BATCH = 400_000;

/** The same many-key batch by this thread, by one worker and by two. */
function sharedCases(): { readonly cases: BenchCase[]; readonly close: () => Promise<void> } {
  const indices = Uint32Array.from({ length: SHARED_BATCH }, (_, i) => i % 1000);
  const counters = Float64Array.from({ length: SHARED_BATCH }, (_, i) => FIRST + i);
  const own = batchKeys('SHA1', 20, 1000);
  const pools = [1, 2].map((workers) => codeWorkers({ workers }));
  const cases = pools.map((pool, i): BenchCase => {
    const keys = pool.keys('SHA1', seeds(20, 1000), 20);
    return {
      name: `${i + 1} workers`,
      run: async (count) => {
        for (let n = 0; n < count; n++) await keys.codes(indices, counters, 6);
      },
    };
  });
  const here: BenchCase['run'] = (count) => {
    // As the workers do, it gives an array of its own each time.
    for (let n = 0; n < count; n++) own.codes(indices, counters, new Int32Array(SHARED_BATCH), 6);
  };
  return {
    cases: [{ name: 'here', run: here }, ...cases],
    close: async () => {
      for (const pool of pools) await pool.close();
    },
  };
}

/** Verification in batches, and batches on several threads. */
export async function benchBatches(): Promise<BenchTable> {
  const verified = await interleave(
    [
      { name: OTPLIB, run: otplibVerify() },
      { name: 'batch', run: batchVerify() },
    ],
    SHORT,
  );
  const { cases, close } = sharedCases();
  const shared = await interleave(cases, { rounds: 15 });
  await close();
  const measured = [...verified, ...shared];
  const rate = (name: string, items: number): number =>
    (measured.find((one) => one.name === name)?.perSecond ?? Number.NaN) * items;
  const [slow, fast] = [rate(OTPLIB, 1), rate('batch', BATCH)];
  const here = rate('here', SHARED_BATCH);
  const [one, two] = [rate('1 workers', SHARED_BATCH), rate('2 workers', SHARED_BATCH)];
  const row = (what: string, value: number, base: number, target: string): (string | number)[] => [
    what,
    (value / 1000).toFixed(1),
    (value / base).toFixed(2),
    target,
  ];
  return {
    title: 'Batches of codes, SHA1',
    columns: ['what', 'thousands a second', 'ratio', 'target'],
    rows: [
      row(`wrong codes, ±${STEPS} steps, a key each: ${OTPLIB}`, slow, slow, ''),
      row('  fobkit, batches', fast, slow, atLeast(100, fast / slow, '×')),
      row('codes of 1,000 keys: the engine, called on the main thread', here, here, ''),
      row('  one worker', one, here, atLeast(0.9, one / here, '×')),
      row('  two workers, against one', two, one, atLeast(1.8, two / one, '×')),
    ],
    notes: [
      `Medians of 101 interleaved rounds, of the workers 15; calls of ${BATCH} tokens, and of ${SHARED_BATCH} codes.`,
    ],
  };
}
