import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TokenBuckets } from '../../../../host/bank/web/token-buckets.ts';
import { SimulatedClock } from '../../client/support/simulated-clock.ts';

const RATE = { burst: 3, perSecond: 0.5 };

it('a quiet key has its burst, then one in each interval', async () => {
  const clock = new SimulatedClock();
  const buckets = new TokenBuckets(clock, RATE);
  for (let i = 0; i < 3; i++) expect(buckets.take('a')).toEqual({ ok: true });
  expect(buckets.take('a')).toEqual({ ok: false, retryAfter: 2 });
  await clock.advance(2000);
  expect(buckets.take('a')).toEqual({ ok: true });
  expect(buckets.take('a')).toEqual({ ok: false, retryAfter: 2 });
});

it('keys do not share', () => {
  const buckets = new TokenBuckets(new SimulatedClock(), { burst: 1, perSecond: 1 });
  buckets.take('a');
  expect(buckets.take('b').ok).toBe(true);
});

it('a flood of keys frees no spent one and takes no more memory', () => {
  const buckets = new TokenBuckets(new SimulatedClock(), { burst: 1, perSecond: 1 }, 10);
  buckets.take('victim');
  let passed = 0;
  for (let i = 0; i < 1000; i++) if (buckets.take(`key ${i}`).ok) passed += 1;
  expect(buckets.take('victim').ok).toBe(false);
  expect(passed).toBe(10);
  expect(buckets.size).toBeLessThanOrEqual(11);
});

it('full buckets make place', async () => {
  const clock = new SimulatedClock();
  const buckets = new TokenBuckets(clock, { burst: 1, perSecond: 1 }, 10);
  for (let i = 0; i < 10; i++) buckets.take(`old ${i}`);
  await clock.advance(1000);
  for (let i = 0; i < 10; i++) expect(buckets.take(`new ${i}`).ok).toBe(true);
});

it('no history gives more than burst and rate allow', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 5000 }), { maxLength: 50 }), async (waits) => {
      const clock = new SimulatedClock();
      const buckets = new TokenBuckets(clock, RATE);
      let taken = 0;
      let elapsed = 0;
      for (const wait of waits) {
        await clock.advance(wait);
        elapsed += wait;
        if (buckets.take('a').ok) taken += 1;
        expect(taken).toBeLessThanOrEqual(RATE.burst + (elapsed / 1000) * RATE.perSecond);
      }
    }),
    { numRuns: 30 },
  );
});
