import { benchPlan, type RunRecord } from '@fobkit/bench';
import { beforeAll, describe, expect, test } from 'vitest';
import { startAll, trialsBeyond, trialsOf } from './bench-forms.ts';
import { told } from './forms.ts';
import { quickClock } from './quick-clock.ts';

/** What takes a bench longer, `npm run soak` runs at the pace of a bench. */
const SECONDS = 66;
/** The warning stands for two seconds, too short to be looked at here. */
const TOO_SHORT = new Set(['dead-battery-batt-countdown']);
/** Fobs, bench and runner live three times as fast as the machine, on which nothing gets faster. */
const clock = quickClock(3);

const trials = (await trialsOf(SECONDS)).filter(({ scenario }) => !TOO_SHORT.has(scenario.name));
const beyond = await trialsBeyond();
const known = new Map<string, Promise<RunRecord>>();

beforeAll(() => {
  // All of them at once: they wait, and seldom work.
  const all = [...trials, ...beyond];
  for (const [at, record] of startAll(all, clock).entries()) {
    known.set(all[at]?.called ?? '', record);
    // It is told where it is waited for.
    record.catch(() => undefined);
  }
});

test('at least twenty scenarios do, some by equivalents', () => {
  const names = new Set(trials.map(({ scenario }) => scenario.name));
  expect(names.size).toBeGreaterThanOrEqual(20);
  const stoodIn = trials.filter(({ scenario }) => benchPlan(scenario).equivalents.length > 0);
  expect(new Set(stoodIn.map(({ scenario }) => scenario.name)).size).toBeGreaterThanOrEqual(1);
});

describe('on a bench of emulated instruments, as on the model', () => {
  test.each(trials.filter(({ defect }) => defect === undefined))(
    '$called passes',
    async ({ called, scenario }) => {
      const record = await recordOf(called);
      expect(told([record])).toEqual([expect.stringMatching(/^PASS/)]);
      expect(record.rig.kind).toBe('bench');
      expect(record.equivalents).toHaveLength(benchPlan(scenario).equivalents.length);
    },
  );

  test.each(trials.filter(({ defect }) => defect !== undefined))(
    '$called fails: $defect.defect',
    async ({ called }) => {
      expect(told([await recordOf(called)])).toEqual([expect.stringMatching(/^FAIL/)]);
    },
  );
});

describe('what no bench can do is skipped by name before anything is done to the fob', () => {
  test.each(beyond)('$called', async ({ called }) => {
    const { verdict, reasons, steps, transcript } = await recordOf(called);
    expect([verdict, steps, transcript]).toEqual(['SKIPPED', [], []]);
    const named = /^(advance|battery|crystal|fault|snapshot|events|truth|picture): /;
    for (const { message } of reasons) expect(message).toMatch(named);
  });
});

async function recordOf(called: string): Promise<RunRecord> {
  const record = await known.get(called);
  if (record === undefined) throw new Error(`${called} was not run`);
  return record;
}
