import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../protocol/bytes/errors.ts';
import {
  makeBatchEngine,
  readableBatchEngine,
} from '../../../../protocol/oath/batch/batch-engine.ts';
import { NOT_FOUND, STAGE_ITEMS } from '../../../../protocol/oath/batch/kernel.ts';
import { hotpValue } from '../../../../protocol/oath/code-engine.ts';
import { prepareKey } from '../../../../protocol/oath/hmac.ts';
import { algorithms, countedSeed } from '../oath-support.ts';

const MOST = Number.MAX_SAFE_INTEGER;
const SEED = countedSeed(20);
const fast = makeBatchEngine();
const engines = [fast, readableBatchEngine()];

function oneKey(engine = fast, algorithm = algorithms[0] ?? 'SHA1') {
  const keys = engine.keys(algorithm, 1);
  keys.set(0, SEED);
  return keys;
}

const zeros = (length: number) => new Uint32Array(length);

describe.each(engines)('codes of the $kind engine', (engine) => {
  it.each(algorithms)('%s: secrets of every length from 0 to 200 bytes', (algorithm) => {
    const keys = engine.keys(algorithm, 201);
    const into = new Int32Array(201);
    const secrets = Array.from({ length: 201 }, (_, i) => new Uint8Array(i).fill(i + 1));
    for (const [i, secret] of secrets.entries()) keys.set(i, secret);
    keys.codes(Uint32Array.from(secrets.keys()), new Float64Array(201).fill(7), into, 8);
    const expected = secrets.map((secret) => hotpValue(prepareKey(algorithm, secret), 7, 8));
    expect(Array.from(into)).toEqual(expected);
    keys.free();
  });

  it.each(algorithms)('%s: 4 to 10 digits', (algorithm) => {
    const keys = oneKey(engine, algorithm);
    const into = new Int32Array(3);
    for (let digits = 4; digits <= 10; digits++) {
      keys.codesOf(0, 2 ** 32 - 1, into, digits);
      const key = prepareKey(algorithm, SEED);
      expect(Array.from(into)).toEqual(
        [0, 1, 2].map((i) => hotpValue(key, 2 ** 32 - 1 + i, digits)),
      );
    }
  });

  it('of the last counters there are', () => {
    const into = new Int32Array(2);
    oneKey(engine).codesOf(0, MOST - 1, into, 6);
    const key = prepareKey('SHA1', SEED);
    expect(Array.from(into)).toEqual([hotpValue(key, MOST - 1, 6), hotpValue(key, MOST, 6)]);
  });

  it('of more items than are staged at once', () => {
    const keys = oneKey(engine);
    const length = 2 * STAGE_ITEMS + 3;
    const [row, each] = [new Int32Array(length), new Int32Array(length)];
    keys.codesOf(0, 5, row, 6);
    keys.codes(
      zeros(length),
      Float64Array.from({ length }, (_, i) => 5 + i),
      each,
      6,
    );
    expect(each).toEqual(row);
    expect(row[length - 1]).toBe(hotpValue(prepareKey('SHA1', SEED), 5 + length - 1, 6));
  });

  it('of secrets set many at a time', () => {
    const secrets = Uint8Array.from({ length: 150 * 20 }, (_, i) => i);
    const [one, many] = [engine.keys('SHA1', 151), engine.keys('SHA1', 151)];
    for (let i = 0; i < 150; i++) one.set(i + 1, secrets.subarray(i * 20, (i + 1) * 20));
    many.setMany(1, secrets, 20);
    const indices = Uint32Array.from({ length: 150 }, (_, i) => i + 1);
    const codes = [one, many].map((keys) => {
      const into = new Int32Array(150);
      keys.codes(indices, new Float64Array(150), into, 6);
      return into;
    });
    expect(codes[1]).toEqual(codes[0]);
  });

  // Four lanes by SHA-256, two by SHA-512; its keys lie farther, where the memory has not grown to.
  it.each(['SHA256', 'SHA512'] as const)(
    'of one %s key, after items of keys that lay where it has no memory',
    (algorithm) => {
      const many = engine.keys('SHA1', 100_000);
      many.set(99_999, SEED);
      many.codes(new Uint32Array(4).fill(99_999), new Float64Array(4), new Int32Array(4), 6);
      many.free();
      const keys = oneKey(engine, algorithm);
      const values = new Int32Array(1);
      keys.codes(zeros(1), new Float64Array(1), values, 6);
      expect(values[0]).toBe(hotpValue(prepareKey(algorithm, SEED), 0, 6));
      const window = { middle: new Float64Array(1), behind: values, ahead: values };
      const offsets = new Int32Array(1);
      keys.verify(zeros(1), { ...window, values }, offsets, 6);
      expect(offsets[0]).toBe(0);
    },
  );

  it('are unchanged by keys that are taken, set and freed meanwhile', () => {
    const keys = oneKey(engine);
    const [before, after] = [new Int32Array(4), new Int32Array(4)];
    keys.codesOf(0, 0, before, 6);
    // More than the memory has: it grows, and what looked into it looks nowhere.
    const others = [3, 5000, 70_000].map((count) => engine.keys('SHA512', count));
    for (const other of others) {
      other.set(0, countedSeed(64));
      other.free();
    }
    keys.codesOf(0, 0, after, 6);
    expect(after).toEqual(before);
  });
});

/** The engine keeps a key in its lanes for as long as the next items want the same one. */
it.each(algorithms)(
  '%s: keys in runs of any length are those of the readable engine',
  (algorithm) => {
    const KEYS = 5;
    const [one, other] = engines.map((engine) => {
      const keys = engine.keys(algorithm, KEYS);
      const secrets = Uint8Array.from({ length: KEYS * 20 }, (_, i) => i * 7);
      keys.setMany(0, secrets, 20);
      return keys;
    });
    const run = fc.record({ key: fc.nat(KEYS - 1), length: fc.integer({ min: 1, max: 9 }) });
    const offsets = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 8 }), offsets, fc.nat(2 ** 33), (runs, off, first) => {
        const indices = Uint32Array.from(
          runs.flatMap((it) => Array<number>(it.length).fill(it.key)),
        );
        const middle = Float64Array.from(indices, (_, i) => first + i * i);
        const shifted = middle.map((counter, i) =>
          Math.max(0, counter + (off[i % off.length] ?? 0)),
        );
        const two = new Int32Array(indices.length).fill(2);
        const found = [one, other].map((keys) => {
          const values = new Int32Array(indices.length);
          const into = new Int32Array(indices.length);
          keys?.codes(indices, shifted, values, 6);
          keys?.verify(indices, { middle, behind: two, ahead: two, values }, into, 6);
          return [values, into];
        });
        expect(found[0]).toEqual(found[1]);
      }),
      { numRuns: 50 },
    );
  },
);

/** What `verify` promises, in the plainest words. */
function search(window: { middle: number; behind: number; ahead: number; value: number }): number {
  const key = prepareKey('SHA1', SEED);
  const offsets: number[] = [];
  for (let offset = 0 - window.behind; offset <= window.ahead; offset++) offsets.push(offset);
  const nearest = offsets
    .filter((offset) => window.middle + offset >= 0 && window.middle + offset <= MOST)
    .filter((offset) => hotpValue(key, window.middle + offset, 4) === window.value)
    .sort((a, b) => Math.abs(a) - Math.abs(b) || a - b);
  return nearest[0] ?? NOT_FOUND;
}

describe.each(engines)('verification by the $kind engine', (engine) => {
  it('finds the nearest counter of each code, of two as near the one behind', () => {
    const window = fc
      .record({
        middle: fc.oneof(fc.nat(30), fc.nat(2 ** 33), fc.integer({ min: MOST - 30, max: MOST })),
        behind: fc.nat(12),
        ahead: fc.nat(12),
        true: fc.option(fc.integer({ min: -14, max: 14 })),
      })
      .map(({ true: offset, ...rest }) => {
        const counter = Math.min(Math.max(rest.middle + (offset ?? 0), 0), MOST);
        const value = offset === null ? -1 : hotpValue(prepareKey('SHA1', SEED), counter, 4);
        return { ...rest, value };
      });
    const keys = oneKey(engine);
    fc.assert(
      fc.property(fc.array(window, { maxLength: 20 }), (windows) => {
        const into = new Int32Array(windows.length);
        const ints = (of: 'behind' | 'ahead' | 'value') =>
          Int32Array.from(windows, (one) => one[of]);
        const middle = Float64Array.from(windows, (one) => one.middle);
        const parts = {
          middle,
          behind: ints('behind'),
          ahead: ints('ahead'),
          values: ints('value'),
        };
        keys.verify(zeros(windows.length), parts, into, 4);
        expect(Array.from(into)).toEqual(windows.map(search));
      }),
      { numRuns: 100 },
    );
  });

  it('takes each token by its own key, in every algorithm', () => {
    for (const algorithm of algorithms) {
      const keys = engine.keys(algorithm, 50);
      keys.setMany(
        0,
        Uint8Array.from({ length: 50 * 20 }, (_, i) => i * 7),
        20,
      );
      const indices = Uint32Array.from({ length: 50 }, (_, i) => 49 - i);
      const middle = Float64Array.from(indices, (index) => 1000 + index);
      const values = new Int32Array(50);
      keys.codes(
        indices,
        middle.map((counter, i) => counter + (i % 9) - 4),
        values,
        8,
      );
      const [behind, ahead] = [new Int32Array(50).fill(3), new Int32Array(50).fill(3)];
      const into = new Int32Array(50);
      keys.verify(indices, { middle, behind, ahead, values }, into, 8);
      const offsets = Array.from(into.keys(), (i) => (i % 9) - 4);
      expect(Array.from(into)).toEqual(offsets.map((it) => (Math.abs(it) > 3 ? NOT_FOUND : it)));
    }
  });

  it('prefers the one behind where both sides have the code', () => {
    // With 4 digits two counters of one key that lie evenly about a third are soon found.
    const key = prepareKey('SHA1', SEED);
    const value = (counter: number) => hotpValue(key, counter, 4);
    let middle = 1;
    while (value(middle - 1) !== value(middle + 1)) middle++;
    const into = new Int32Array(1);
    const ones = Int32Array.of(1);
    const window = { middle: Float64Array.of(middle), behind: ones, ahead: ones };
    oneKey(engine).verify(
      zeros(1),
      { ...window, values: Int32Array.of(value(middle + 1)) },
      into,
      4,
    );
    expect(into[0]).toBe(-1);
  });
});

describe.each(engines)('the $kind engine refuses', (engine) => {
  const keys = oneKey(engine);
  const codes = (index: number, counter: number) => () => {
    keys.codes(Uint32Array.of(index), Float64Array.of(counter), new Int32Array(1), 6);
  };

  it.each([1, 2 ** 32 - 1])('the index %d, which has no key', (index) => {
    expect(codes(index, 0)).toThrow(UsageError);
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN, Infinity])('the counter %d', (counter) => {
    expect(codes(0, counter)).toThrow(UsageError);
    expect(() => {
      keys.codesOf(0, counter, new Int32Array(1), 6);
    }).toThrow(UsageError);
  });

  it('counters that would go beyond the last', () => {
    expect(() => {
      keys.codesOf(0, MOST, new Int32Array(2), 6);
    }).toThrow(UsageError);
  });

  it.each([3, 11, 6.5])('%d digits', (digits) => {
    expect(() => {
      keys.codesOf(0, 0, new Int32Array(1), digits);
    }).toThrow(UsageError);
  });

  it('arrays of unlike length', () => {
    expect(() => {
      keys.codes(zeros(2), new Float64Array(1), new Int32Array(2), 6);
    }).toThrow(UsageError);
  });

  it('a window that begins behind its end', () => {
    const window = {
      middle: Float64Array.of(5),
      ahead: Int32Array.of(0),
      values: Int32Array.of(0),
    };
    expect(() => {
      keys.verify(zeros(1), { ...window, behind: Int32Array.of(-1) }, new Int32Array(1), 6);
    }).toThrow(UsageError);
  });

  it.each([-1, 1.5, 2 ** 31])('storage of %d keys', (count) => {
    expect(() => engine.keys('SHA1', count)).toThrow(UsageError);
  });

  it('a secret at a place that there is not, and parts of secrets', () => {
    expect(() => {
      keys.set(1, SEED);
    }).toThrow(UsageError);
    expect(() => {
      keys.setMany(0, new Uint8Array(40), 20);
    }).toThrow(UsageError);
    expect(() => {
      keys.setMany(0, SEED, 3);
    }).toThrow(UsageError);
  });

  it('keys that were wiped, until they are set anew', () => {
    const own = oneKey(engine);
    own.wipe();
    expect(() => {
      own.codesOf(0, 0, new Int32Array(1), 6);
    }).toThrow(UsageError);
    own.set(0, SEED);
    own.codesOf(0, 0, new Int32Array(1), 6);
  });

  it('nothing when keys are wiped and freed of which only some were set', () => {
    const some = engine.keys('SHA1', 3);
    some.set(2, SEED);
    some.wipe();
    some.set(1, SEED);
    some.free();
  });

  it('keys that were freed', () => {
    const own = oneKey(engine);
    own.free();
    own.free();
    expect(() => {
      own.codesOf(0, 0, new Int32Array(1), 6);
    }).toThrow('freed');
  });
});
