import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Battery } from '../../../firmware-sim/hardware/battery.ts';
import { CR2032 } from '../../../firmware-sim/hardware/coin-cell.ts';
import { LEAD_MILLIOHMS, Rail } from '../../../firmware-sim/hardware/rail.ts';

const SECOND = 32_768;

function railFrom(from: number, to: number, ticks: number): Rail {
  const rail = new Rail();
  rail.set(from, to, { ticks });
  return rail;
}

const ramp = fc.record({
  from: fc.integer({ min: 0, max: 6000 }),
  to: fc.integer({ min: 0, max: 6000 }),
  ticks: fc.integer({ min: 1, max: 3 * SECOND }),
});

describe('a ramp', () => {
  it('of 3 V to 2 V in ten seconds is at 2.5 V after five and stays at 2 V', () => {
    const rail = railFrom(3000, 2000, 10 * SECOND);
    rail.advance(5 * SECOND);
    expect(rail.millivolts).toBe(2500);
    rail.advance(60 * SECOND);
    expect(rail.millivolts).toBe(2000);
    expect(rail.ticksToChange()).toBe(Infinity);
  });

  it('is the same however the time is split', () => {
    fc.assert(
      fc.property(ramp, fc.array(fc.nat(SECOND), { maxLength: 20 }), (given, spans) => {
        const split = railFrom(given.from, given.to, given.ticks);
        const whole = railFrom(given.from, given.to, given.ticks);
        for (const span of spans) split.advance(span);
        whole.advance(spans.reduce((sum, span) => sum + span, 0));
        expect(split.millivolts).toBe(whole.millivolts);
      }),
    );
  });

  it('tells the first tick at which its voltage is another', () => {
    fc.assert(
      fc.property(ramp, fc.nat(3 * SECOND), (given, gone) => {
        const rail = railFrom(given.from, given.to, given.ticks);
        rail.advance(gone);
        const next = rail.ticksToChange();
        fc.pre(next !== Infinity);
        const before = rail.millivolts;
        rail.advance(next - 1);
        expect(rail.millivolts).toBe(before);
        rail.advance(1);
        if (rail.ticksToChange() !== Infinity) expect(rail.millivolts).not.toBe(before);
        expect(Math.abs(rail.millivolts - before)).toBeLessThanOrEqual(
          Math.ceil(Math.abs(given.to - given.from) / given.ticks) + 1,
        );
      }),
    );
  });

  it('goes on where a snapshot found it', () => {
    const rail = railFrom(3000, 2000, 10 * SECOND);
    rail.advance(3 * SECOND);
    const restored = new Rail();
    restored.load(rail.save());
    expect(restored.millivolts).toBe(2700);
    for (const one of [rail, restored]) one.advance(SECOND);
    expect(restored.save()).toEqual(rail.save());
  });
});

describe('a supply in place of the cell', () => {
  it('drops 10 mV in its leads at 100 mA', () => {
    const rail = railFrom(3000, 3000, 0);
    expect(rail.terminals(100_000_000, 0)).toBe(3000 - LEAD_MILLIOHMS / 10);
  });

  it('holds the current at its limit, and the voltage breaks down', () => {
    const rail = new Rail();
    rail.set(0, 3000, { limitNa: 1_000_000 });
    expect(rail.terminals(500_000, 0)).toBe(3000);
    expect(rail.terminals(2_000_000, 0)).toBe(1500);
  });

  it('spares the cell, which then is as it was', () => {
    const battery = new Battery(CR2032);
    battery.setPercent(40);
    battery.setRail(3000);
    const before = battery.remainingNah;
    battery.drawPulse(5000, 1000);
    battery.advance(SECOND, 200);
    expect(battery.remainingNah).toBe(before);
    battery.setRail(undefined);
    expect(battery.cellPercent()).toBe(40);
    expect(battery.percent()).toBe(40);
  });

  it.each([
    [3300, 100],
    [3200, 100],
    [3000, 90],
    [2850, 20],
    [2500, 5],
    [2000, 0],
    [1500, 0],
  ])('of %i mV is to the fob a cell with %i %% of its charge', (millivolts, percent) => {
    const battery = new Battery(CR2032);
    battery.setRail(millivolts);
    expect(battery.percent()).toBe(percent);
  });

  it('reads as the cell does that has its voltage', () => {
    const cell = new Battery(CR2032);
    const fed = new Battery(CR2032);
    for (let percent = 1; percent <= 100; percent++) {
      cell.setPercent(percent);
      fed.setRail(cell.millivolts(0));
      // The curve is flat: whole millivolts are up to two percent apart.
      expect(Math.abs(fed.percent() - percent)).toBeLessThanOrEqual(2);
    }
  });

  it('has the firmware’s last pulse to tell, for a profile of the current', () => {
    const battery = new Battery(CR2032);
    battery.setRail(3000);
    battery.drawPulse(5000, 40);
    expect(battery.rail.pulseMicroamps).toBe(5000);
    expect(battery.drawnNa).toBe(1500);
  });

  it('that is not there leaves a saved battery as it always was', () => {
    const fields = Object.keys(new Battery(CR2032).save());
    expect(fields.filter((name) => name.startsWith('rail'))).toEqual([]);
  });
});
