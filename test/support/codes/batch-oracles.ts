import { spawnSync } from 'node:child_process';
import { createGuardrails, generateSync } from 'otplib';
import {
  type Algorithm,
  codeText,
  makeBatchEngine,
  readableBatchEngine,
  toHex,
} from '@fobkit/protocol';
import { Prng } from '../prng.ts';

const ALGORITHMS = ['SHA1', 'SHA256', 'SHA512'] as const satisfies Algorithm[];
const NAMES = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const;
/** Where padding, block and hash change: RFC 2104 hashes what is longer than a block. */
const EDGE_LENGTHS = [1, 20, 32, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 200] as const;
const EDGE_COUNTERS = [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER] as const;

/** otplib refuses short seeds and large counters unless it is told not to. */
const guardrails = createGuardrails({
  MIN_SECRET_BYTES: 1,
  MAX_SECRET_BYTES: 300,
  MAX_COUNTER: Number.MAX_SAFE_INTEGER,
});

/**
 * Random batches, until there were `cases` codes: both engines and otplib must agree on each. Seeds
 * of 1 to 200 bytes, counters to 2^53 − 1, all algorithms, 4 to 10 digits. Throws where they part.
 */
export function compareWithOtplib(cases: number, seed: number): number {
  const rng = new Prng(seed);
  const engines = [makeBatchEngine(), readableBatchEngine()];
  if (engines[0]?.kind !== 'simd') throw new Error('there is no SIMD here');
  let compared = 0;
  while (compared < cases) {
    const algorithm = rng.pick(ALGORITHMS);
    const digits = 4 + rng.below(7);
    const secrets = Array.from({ length: 1 + rng.below(9) }, () => rng.bytes(lengthOf(rng)));
    const many = 1 + rng.below(60);
    const indices = Uint32Array.from({ length: many }, () => rng.below(secrets.length));
    const counters = Float64Array.from({ length: many }, () => counterOf(rng));
    const expected = Array.from(indices, (index, i) =>
      generateSync({
        strategy: 'hotp',
        secret: secrets[index] ?? new Uint8Array(),
        algorithm: NAMES[algorithm],
        digits,
        counter: counters[i] ?? 0,
        guardrails,
      }),
    );
    for (const engine of engines) {
      const keys = engine.keys(algorithm, secrets.length);
      for (const [i, secret] of secrets.entries()) keys.set(i, secret);
      const into = new Int32Array(many);
      keys.codes(indices, counters, into, digits);
      keys.free();
      const codes = Array.from(into, (value) => codeText(value, digits));
      if (codes.join() !== expected.join()) {
        throw new Error(`${engine.kind} and otplib part: seed ${seed}, after ${compared} codes`);
      }
    }
    compared += many;
  }
  return compared;
}

function lengthOf(rng: Prng): number {
  return rng.chance(2) ? rng.pick(EDGE_LENGTHS) : 1 + rng.below(200);
}

function counterOf(rng: Prng): number {
  if (rng.chance(8)) return rng.pick(EDGE_COUNTERS);
  return rng.chance(2) ? rng.u32() : rng.below(2 ** 21) * 2 ** 32 + rng.u32();
}

/**
 * `keys` random keys, each at `steps` steps in a row by `oathtool -w`, in all algorithms, 6 to 8
 * digits: the count of codes that were compared. Throws where the two part.
 */
export function compareWithOathtool(keys: number, steps: number, seed: number): number {
  const rng = new Prng(seed);
  const engine = makeBatchEngine();
  for (let n = 0; n < keys; n++) {
    const algorithm = rng.pick(ALGORITHMS);
    const digits = 6 + (n % 3);
    const secret = rng.bytes(lengthOf(rng));
    const first = rng.below(2 ** 28);
    const key = engine.keys(algorithm, 1);
    key.set(0, secret);
    const into = new Int32Array(steps);
    key.codesOf(0, first, into, digits);
    key.free();
    const codes = Array.from(into, (value) => codeText(value, digits));
    const options = [`--totp=${algorithm}`, `-d${digits}`, `-w${steps - 1}`, `-N@${first * 30}`];
    const run = spawnSync('oathtool', [...options, '-'], {
      input: toHex(secret),
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`oathtool: ${run.error?.message ?? run.stderr}`);
    if (run.stdout.trim().split('\n').join() !== codes.join()) {
      throw new Error(`${engine.kind} and oathtool part: seed ${seed}, key ${n}`);
    }
  }
  return keys * steps;
}
