import { describe, expect, it } from 'vitest';
import { msLeft, ratePerHour } from '../../../../../host/cli/station/screen/rate.ts';
import { busyShift, countsAt, Shift } from './shift.ts';

describe('a port', () => {
  it('shows its last result until the next fob', () => {
    const shift = new Shift().visit('a', 'S1').happens({ kind: 'left', port: 'a' });
    expect(shift.state.ports).toMatchObject([{ kind: 'ended', end: 'done', stillIn: false }]);
    shift.happens({ kind: 'arrived', port: 'a' });
    expect(shift.state.ports).toMatchObject([{ kind: 'working' }]);
    expect(shift.state.ports[0]).not.toHaveProperty('serialLabel');
  });

  it('is empty again when a fob leaves before anything was done with it', () => {
    const shift = new Shift().happens({ kind: 'arrived', port: 'a' });
    expect(shift.happens({ kind: 'left', port: 'a' }).state.ports).toEqual([
      { kind: 'empty', name: 'a' },
    ]);
  });

  it('stays at its step when the fob is pulled out, until the run tells how that ended', () => {
    const shift = new Shift().happens({ kind: 'step', port: 'a', step: 'load-seed' });
    shift.happens({ kind: 'left', port: 'a' });
    expect(shift.state.ports).toMatchObject([{ kind: 'working', step: 'load-seed' }]);
  });

  it('counts its seconds from the arrival of the fob, not from its last step', () => {
    const shift = new Shift().happens({ kind: 'arrived', port: 'a' }, 0);
    shift.happens({ kind: 'step', port: 'a', step: 'identify' }, 500);
    shift.happens({ kind: 'step', port: 'a', step: 'self-test' }, 500);
    expect(shift.state.ports).toMatchObject([{ sinceMs: 0 }]);
  });

  it('wants no press any more at the next step', () => {
    const shift = busyShift().happens({ kind: 'step', port: '1-1.1', step: 'rotate-key' });
    expect(shift.state.ports[0]).toMatchObject({ pressWanted: false, serialLabel: 'SKTH00000407' });
  });

  it('stands in the order of numbers, not of digits', () => {
    const shift = new Shift();
    for (const port of ['1-1.10', '1-1.9', '1-1.1']) shift.happens({ kind: 'arrived', port });
    expect(shift.state.ports.map(({ name }) => name)).toEqual(['1-1.1', '1-1.9', '1-1.10']);
  });
});

describe('counts', () => {
  it('have a unit in work as soon as it is claimed', () => {
    const claimed = { kind: 'claimed', port: 'a', deviceId: '01', serialLabel: 'S1' } as const;
    const { counts } = new Shift(998).happens(claimed).happens(claimed).happens(claimed).state;
    expect(counts).toMatchObject({ done: 998, working: 2, unused: 0 });
  });
});

describe('failures', () => {
  it('are counted by their reasons', () => {
    const failed = { end: 'refused', trouble: 'wrong-model' } as const;
    const shift = new Shift().visit('a', 'S1', failed).visit('a', 'S2', failed).visit('a', 'S3');
    expect(shift.state.failures).toEqual({ 'wrong-model': 2 });
  });

  it('of a fob that was gone on with and is done are none any more', () => {
    const shift = new Shift().visit('a', 'S1', { end: 'refused', trouble: 'wrong-model' });
    shift.visit('a', 'S2', { end: 'left-open', trouble: 'left' }).types('d');
    expect(shift.state.failures).toEqual({ 'wrong-model': 1, left: 1 });
    shift.visit('b', 'S2');
    expect(shift.state.failures).toEqual({ 'wrong-model': 1 });
    expect(shift.state.view).toEqual({ kind: 'failures', at: 0 });
    expect(shift.visit('b', 'S1').state).toMatchObject({ failures: {}, view: { kind: 'run' } });
  });

  it('a fob that arrives in the list of failures does not push the chosen one away', () => {
    const shift = busyShift();
    shift.types('d', 'down');
    const chosen = () =>
      shift.state.results.filter(({ end }) => end !== 'done')[
        shift.state.view.kind === 'failures' ? shift.state.view.at : -1
      ]?.serialLabel;
    expect(chosen()).toBe('SKTH00000405');
    shift.visit('b', 'S9', { end: 'refused', trouble: 'dead' });
    expect(chosen()).toBe('SKTH00000405');
  });
});

it('trouble of the station is shown until a fob is done again', () => {
  const shift = new Shift().happens({ kind: 'trouble', trouble: 'registry-lost', why: 'gone' });
  shift.visit('a', 'S1', { end: 'left-open', trouble: 'left' });
  expect(shift.state.trouble).toMatchObject({ trouble: 'registry-lost' });
  expect(shift.visit('a', 'S1').state.trouble).toBeUndefined();
});

describe('the rate', () => {
  it('is not told before two units are done', () => {
    const shift = new Shift().visit('a', 'S1');
    expect([ratePerHour(shift.state), msLeft(shift.state)]).toEqual([0, undefined]);
  });

  it('is that of the lot, and with it the time that is left', () => {
    const shift = new Shift(0);
    for (let unit = 1; unit <= 10; unit++) shift.visit('a', `S${String(unit)}`);
    expect(ratePerHour(shift.state)).toBeCloseTo(600);
    expect(msLeft(shift.state)).toBeCloseTo((990 / 600) * 3_600_000);
  });

  it('forgets a break once the last ten minutes have none', () => {
    const shift = new Shift(0).visit('a', 'S0');
    shift.happens({ kind: 'paused' }, 3_600_000).happens({ kind: 'resumed' });
    for (let unit = 0; unit < 110; unit++) shift.visit('a', `S${String(unit)}`);
    expect(ratePerHour(shift.state)).toBeGreaterThan(590);
  });

  it('counts what other stations have done too', () => {
    const shift = new Shift(0).visit('a', 'S1', { counts: countsAt(50), end: 'done' });
    expect(ratePerHour(shift.state)).toBeCloseTo((50 * 3_600_000) / 6000);
  });
});
