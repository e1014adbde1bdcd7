import { hash } from 'node:crypto';
import { HOTP, Secret } from 'otpauth';
import { createGuardrails, generateSync } from 'otplib';
import { type Algorithm, codeText, hotp, makeBatchEngine, prepareKey } from '@fobkit/protocol';
import { BATCH, batchNewKeys, batchOneKey, SHORT } from './codes-batch.ts';
import { interleave, type BenchCase, type BenchTable } from './harness.ts';
import { named } from './machine.ts';
import { opensslRate } from './openssl-speed.ts';
import { atLeast } from './target.ts';

const DIGITS = 6;
const SEED_BYTES = { SHA1: 20, SHA256: 32, SHA512: 64 } as const;
const BLOCK_BYTES = { SHA1: 64, SHA256: 64, SHA512: 128 } as const;
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1 });

const OTPLIB = named('otplib');
const HASH = 'node crypto.hash × 2';
const STREAM = 'OpenSSL, one stream';
const PLAIN_STREAM = '  without SHA instructions';
const FOBKIT = 'fobkit';
const BATCHES = 'fobkit, batches';

type Code = (counter: number) => string;

/** A way to compute codes; `prepare` is what one key costs. */
interface Engine {
  readonly name: string;
  readonly prepare: (algorithm: Algorithm, seed: Uint8Array) => Code;
}

const engines: readonly Engine[] = [
  {
    name: OTPLIB,
    prepare(algorithm, secret) {
      const name = ({ SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const)[algorithm];
      const options = { strategy: 'hotp', secret, algorithm: name, digits: DIGITS } as const;
      return (counter) => generateSync({ ...options, counter, guardrails });
    },
  },
  {
    name: named('otpauth'),
    prepare(algorithm, seed) {
      const secret = new Secret({ buffer: Uint8Array.from(seed).buffer });
      const engine = new HOTP({ secret, algorithm, digits: DIGITS });
      return (counter) => engine.generate({ counter });
    },
  },
  { name: HASH, prepare: opensslCode },
  {
    name: FOBKIT,
    prepare(algorithm, seed) {
      const key = prepareKey(algorithm, seed);
      return (counter) => hotp(key, counter, DIGITS);
    },
  },
];

const keyings = [
  ['one key', oneKey, batchOneKey],
  ['new key each', newKeys, batchNewKeys],
] as const;
const algorithms: readonly Algorithm[] = ['SHA1', 'SHA256', 'SHA512'];
const columns = keyings.flatMap(([keying, run, batch]) =>
  algorithms.map((algorithm) => ({ title: `${algorithm}, ${keying}`, algorithm, run, batch })),
);

/** The column that has a target. */
const FIRST = 'SHA1, one key';

/** Codes a second of each engine, all interleaved in one run. */
export async function benchCodes(): Promise<BenchTable> {
  const cases = columns.flatMap(({ title, algorithm, run, batch }): BenchCase[] => [
    ...engines.map((engine) => ({
      name: `${engine.name}, ${title}`,
      run: run(engine, algorithm),
    })),
    { name: `${BATCHES}, ${title}`, run: batch(algorithm, SEED_BYTES[algorithm]) },
  ]);
  for (const algorithm of algorithms) checkAgreement(algorithm);
  const before = opensslRates();
  const measured = await interleave(cases, SHORT);
  const after = opensslRates();
  const rates = new Map(measured.map(({ name, perSecond }) => [name, perSecond]));
  const rateOf = (engine: string, title: string): number => {
    const name = `${engine}, ${title}`;
    const stream = before.get(name);
    if (stream !== undefined) return (stream + (after.get(name) ?? stream)) / 2;
    return (rates.get(name) ?? Number.NaN) * (engine === BATCHES ? BATCH : 1);
  };
  const ratio = (engine: string, to: string) => rateOf(engine, FIRST) / rateOf(to, FIRST);
  const target = new Map([
    [FOBKIT, atLeast(10, ratio(FOBKIT, OTPLIB), '×')],
    [BATCHES, atLeast(80, ratio(BATCHES, OTPLIB), '×')],
  ]);
  const [toHash, toStream, toPlain] = [HASH, STREAM, PLAIN_STREAM].map((it) => ratio(BATCHES, it));
  return {
    title: 'Codes, thousands a second on one thread (× otplib)',
    columns: ['engine', ...columns.map(({ title }) => title), 'target'],
    rows: [...engines.map(({ name }) => name), STREAM, PLAIN_STREAM, BATCHES].map((name) => [
      name,
      ...columns.map(({ title }) => cell(rateOf(name, title), rateOf(OTPLIB, title))),
      target.get(name) ?? '',
    ]),
    notes: [
      'Medians of 101 interleaved rounds; 6 digits; seeds of 20, 32 and 64 bytes. Target: the first column.',
      `There, batches are ${times(toHash)} crypto.hash (${atLeast(25, toHash ?? 0, '×')}), ${times(toPlain)} OpenSSL`,
      `without SHA instructions (${atLeast(1, toPlain ?? 0, '×')}) and ${times(toStream)} with them, where the processor has any.`,
      'OpenSSL: half the compressions a second of processor time of `openssl speed` on 16 KiB.',
      `Five years of a 60-s display are 2.63 M codes: ${(2_629_800 / rateOf(FOBKIT, FIRST)).toFixed(1)} s in SHA1.`,
    ],
  };
}

function opensslRates(): ReadonlyMap<string, number> {
  return new Map(
    algorithms.flatMap((algorithm) => [
      [`${STREAM}, ${algorithm}, one key`, opensslRate(algorithm, true)],
      [`${PLAIN_STREAM}, ${algorithm}, one key`, opensslRate(algorithm, false)],
    ]),
  );
}

function cell(rate: number, base: number): string {
  if (Number.isNaN(rate)) return '–';
  const ratio = rate / base;
  return `${(rate / 1000).toFixed(0)} (${ratio.toFixed(ratio < 9.95 ? 1 : 0)})`;
}

function times(ratio: number | undefined): string {
  return `${(ratio ?? Number.NaN).toFixed(2)} ×`;
}

/** Engines that disagree are not worth comparing. */
function checkAgreement(algorithm: Algorithm): void {
  const seed = new Uint8Array(SEED_BYTES[algorithm]).fill(7);
  const codes = engines.map((engine) => engine.prepare(algorithm, seed)(12_345));
  const keys = makeBatchEngine().keys(algorithm, 1);
  keys.set(0, seed);
  const batch = new Int32Array(1);
  keys.codesOf(0, 12_345, batch, DIGITS);
  codes.push(codeText(batch[0] ?? 0, DIGITS));
  if (new Set(codes).size !== 1) throw new Error(`${algorithm}: the engines disagree`);
}

function oneKey(engine: Engine, algorithm: Algorithm): BenchCase['run'] {
  const code = engine.prepare(algorithm, new Uint8Array(SEED_BYTES[algorithm]).fill(7));
  let counter = 0;
  return (count) => {
    for (let i = 0; i < count; i++) consume(code(counter++));
  };
}

function newKeys(engine: Engine, algorithm: Algorithm): BenchCase['run'] {
  const seed = new Uint8Array(SEED_BYTES[algorithm]).fill(7);
  let counter = 0;
  return (count) => {
    for (let i = 0; i < count; i++) {
      seed[i & 15] = counter;
      consume(engine.prepare(algorithm, seed)(counter++));
    }
  };
}

/** HMAC from two one-shot hashes of OpenSSL, with the padded key kept. */
function opensslCode(algorithm: Algorithm, seed: Uint8Array): Code {
  const block = BLOCK_BYTES[algorithm];
  const name = algorithm.toLowerCase();
  const inner = Buffer.alloc(block + 8);
  const outer = Buffer.alloc(block + SEED_BYTES[algorithm]);
  for (let i = 0; i < block; i++) {
    inner[i] = (seed[i] ?? 0) ^ 0x36;
    outer[i] = (seed[i] ?? 0) ^ 0x5c;
  }
  return (counter) => {
    inner.writeUInt32BE(Math.floor(counter / 2 ** 32), block);
    inner.writeUInt32BE(counter % 2 ** 32, block + 4);
    outer.set(hash(name, inner, 'buffer'), block);
    const tag = hash(name, outer, 'buffer');
    const value = tag.readUInt32BE((tag[tag.length - 1] ?? 0) & 0xf) & 0x7fffffff;
    return String(value % 10 ** DIGITS).padStart(DIGITS, '0');
  };
}

let consumed = 0;
/** Keeps the engine from finding that a code is not used. */
function consume(code: string): void {
  consumed = (consumed + code.charCodeAt(DIGITS - 1)) | 0;
}
