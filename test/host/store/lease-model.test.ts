import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lease, LeaseBusyError, LeaseLostError, Leases } from '@fobkit/store';

// The leases against a model of four lines: who holds a key, until when, by which number.

const KEYS = ['psu', 'hub', 'relays'] as const;
const TTL = 30;

interface Held {
  readonly run: number;
  readonly fence: number;
  expires: number;
}

class Model {
  now = 0;
  readonly dead = new Set<number>();
  readonly held = new Map<string, Held>();
  readonly fences = new Map<string, number>();

  holder(key: string): Held | undefined {
    const held = this.held.get(key);
    return held === undefined || held.expires <= this.now || this.dead.has(held.run)
      ? undefined
      : held;
  }

  holds(lease: Lease): boolean {
    return [...lease.fences].every(([key, fence]) => this.holder(key)?.fence === fence);
  }
}

type Step =
  | { readonly do: 'take'; readonly run: number; readonly keys: readonly string[] }
  | { readonly do: 'renew' | 'release' | 'check'; readonly lease: number }
  | { readonly do: 'crash'; readonly run: number }
  | { readonly do: 'pass'; readonly time: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('take' as const),
    run: fc.nat(5),
    keys: fc.subarray([...KEYS], { minLength: 1 }),
  }),
  fc.record({
    do: fc.constantFrom('renew' as const, 'release' as const, 'check' as const),
    lease: fc.nat(8),
  }),
  fc.record({ do: fc.constant('crash' as const), run: fc.nat(5) }),
  fc.record({ do: fc.constant('pass' as const), time: fc.integer({ min: 1, max: 40 }) }),
);

function play(steps: readonly Step[]): void {
  const model = new Model();
  const leases = new Leases({
    path: ':memory:',
    clock: { unixMs: () => model.now },
    isRunning: ({ pid }) => !model.dead.has(pid - 1),
  });
  const given: Lease[] = [];
  try {
    for (const one of steps) {
      doStep(one, model, leases, given);
      const told = leases.holders().map(({ key, fence, run }) => [key, fence, run]);
      const known = KEYS.flatMap((key) => {
        const held = model.holder(key);
        return held === undefined ? [] : [[key, held.fence, `run ${held.run}`]];
      });
      expect(told).toEqual(known.toSorted());
    }
  } finally {
    leases.close();
  }
}

function doStep(one: Step, model: Model, leases: Leases, given: Lease[]): void {
  if (one.do === 'pass') model.now += one.time;
  else if (one.do === 'crash') model.dead.add(one.run);
  else if (one.do === 'take') take(one, model, leases, given);
  else {
    const lease = given[one.lease % Math.max(1, given.length)];
    if (lease === undefined) return;
    const holds = model.holds(lease);
    if (one.do === 'release') {
      leases.release(lease);
      for (const [key, fence] of lease.fences) {
        if (model.held.get(key)?.fence === fence) model.held.delete(key);
      }
      return;
    }
    const work = (): void => {
      if (one.do === 'check') leases.check(lease);
      else leases.renew(lease, TTL);
    };
    if (!holds) {
      expect(work).toThrow(LeaseLostError);
      return;
    }
    work();
    if (one.do === 'check') return;
    for (const key of lease.fences.keys()) {
      const held = model.held.get(key);
      if (held !== undefined) held.expires = model.now + TTL;
    }
  }
}

function take(
  { run, keys }: Extract<Step, { do: 'take' }>,
  model: Model,
  leases: Leases,
  given: Lease[],
): void {
  const things = keys.map((key) => ({ key, label: key }));
  const holder = { run: `run ${run}`, processes: [{ pid: run + 1 }] };
  if (keys.some((key) => model.holder(key) !== undefined)) {
    expect(() => leases.take(things, holder, TTL)).toThrow(LeaseBusyError);
    return;
  }
  const lease = leases.take(things, holder, TTL);
  for (const key of keys) {
    const fence = (model.fences.get(key) ?? 0) + 1;
    model.fences.set(key, fence);
    // A crashed run that takes something has it for no time.
    model.held.set(key, { run, fence, expires: model.now + TTL });
    expect(lease.fences.get(key)).toBe(fence);
  }
  given.push(lease);
}

describe('leases', () => {
  it('do as the model does, whatever is taken, renewed, released, left or outlived', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        play(steps);
      }),
      { numRuns: 400 },
    );
  });
});
