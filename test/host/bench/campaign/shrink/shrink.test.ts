import { drawScenario, type Scenario, shrink } from '@fobkit/bench';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignSpace } from '../../../../../host/cli/bench/campaign-world.ts';
import { plain } from '../support.ts';

const space = campaignSpace();
const kindsOf = ({ steps }: Scenario): readonly string[] => steps.map(({ kind }) => kind);

/** Shrinks with a rule in place of a run; asynchronous as a run is. */
function shrinkBy(scenario: Scenario, rule: (scenario: Scenario) => boolean, most?: number) {
  return shrink(scenario, {
    fails: (smaller) => Promise.resolve(rule(smaller)),
    fault: (words) => space.fault(words),
    ...(most === undefined ? {} : { most }),
  });
}

/** Drawn scenarios for which a rule holds. */
function drawnWhere(rule: (scenario: Scenario) => boolean): readonly Scenario[] {
  const drawn = Array.from({ length: 300 }, (_, run) => drawScenario({ seed: 4, run }, space));
  const found = drawn.filter(rule);
  if (found.length < 5) throw new Error('too few for a test');
  return found;
}

describe('shrinking', () => {
  it('leaves the one step that matters, and the expectation', async () => {
    const rule = (it: Scenario): boolean => kindsOf(it).includes('cell');
    for (const scenario of drawnWhere(rule).slice(0, 20)) {
      const { scenario: smallest } = await shrinkBy(scenario, rule);
      expect(kindsOf(smallest)).toEqual(['cell', 'expect']);
      expect(smallest.faults.size).toBe(0);
      expect(smallest.given).toMatchObject({ time: 1_798_761_600 });
    }
  });

  it('takes steps out of repeats', async () => {
    const rule = (it: Scenario): boolean =>
      kindsOf(it).filter((kind) => kind === 'press').length > 1;
    const repeated = drawnWhere((it) => rule(it) && kindsOf(it).includes('repeat'));
    for (const scenario of repeated.slice(0, 10)) {
      const { scenario: smallest } = await shrinkBy(scenario, rule);
      expect(kindsOf(smallest)).toEqual(['press', 'press', 'expect']);
    }
  });

  it('makes numbers small and faults plain', async () => {
    const rule = (it: Scenario): boolean =>
      it.steps.some((step) => step.kind === 'wait' && step.seconds >= 45) &&
      [...it.faults.values()].some(({ text }) => text.startsWith('flash.torn'));
    for (const scenario of drawnWhere(rule).slice(0, 10)) {
      const { scenario: smallest } = await shrinkBy(scenario, rule);
      expect(smallest.steps[0]).toMatchObject({ kind: 'wait' });
      const [wait] = smallest.steps;
      expect(wait?.kind === 'wait' ? wait.seconds : 0).toBeLessThanOrEqual(89);
      expect([...smallest.faults.values()].map(({ text }) => text)).toEqual(['flash.torn 1']);
    }
  });

  it('what comes out fails, is no longer, and nothing smaller that it tries fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(5000), fc.nat(12), async (run, mattering) => {
        const drawn = drawScenario({ seed: 6, run }, space);
        const wanted = kindsOf(drawn)[mattering] ?? 'expect';
        const rule = (it: Scenario): boolean => kindsOf(it).includes(wanted);
        const { scenario, unfinished } = await shrinkBy(drawn, rule);
        expect(rule(scenario)).toBe(true);
        expect(scenario.steps.length).toBeLessThanOrEqual(drawn.steps.length);
        expect(unfinished).toBe(false);
        const again = await shrinkBy(scenario, rule);
        expect(plain(again.scenario)).toEqual(plain(scenario));
      }),
      { numRuns: 50 },
    );
  });

  it('stops at its limit, and says so', async () => {
    const scenario = drawScenario({ seed: 4, run: 1 }, space);
    const { tried, unfinished } = await shrinkBy(scenario, () => true, 3);
    expect({ tried, unfinished }).toEqual({ tried: 3, unfinished: true });
  });
});
