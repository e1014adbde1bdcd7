import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BatteryParameters } from '../../../firmware-sim/hardware/battery-parameters.ts';
import { Battery } from '../../../firmware-sim/hardware/battery.ts';
import { CR2016, CR2032 } from '../../../firmware-sim/hardware/coin-cell.ts';

const SECOND = 32_768;
const HOUR = 3600 * SECOND;
const YEAR = 31_557_600 * SECOND;

/** 225 mAh, nothing lost by itself, one load. */
const ideal: BatteryParameters = {
  ...CR2032,
  selfDischargePpmPerYear: 0,
  loadsNa: { sleep: 2000, display: 3000 },
};

describe('battery', () => {
  it('carries 2 µA for 112,500 h from 225 mAh, to the tick', () => {
    const battery = new Battery(ideal);
    expect(battery.worldTicksUntilFlat(200)).toBe(112_500 * HOUR);
    battery.advance(112_500 * HOUR - 1, 200);
    expect(battery.flat).toBe(false);
    expect(battery.percent()).toBe(0);
    battery.advance(1, 200);
    expect(battery.flat).toBe(true);
    expect(battery.millivolts()).toBe(0);
  });

  it('loses 1 % a year by itself at 20 °C and eight times that at 50 °C', () => {
    const lost = (deciCelsius: number): number => {
      const battery = new Battery({ ...CR2032, loadsNa: {} });
      battery.advance(YEAR, deciCelsius);
      return (battery.capacityNah - battery.remainingNah) / battery.capacityNah;
    };
    expect(lost(200)).toBeCloseTo(0.01, 4);
    expect(lost(500)).toBeCloseTo(0.08, 4);
  });

  it('adds loads up while they are on', () => {
    const battery = new Battery(ideal);
    expect(battery.loadNa).toBe(2000);
    battery.switchLoad('display', true);
    expect(battery.loadNa).toBe(5000);
    battery.setLoad('display', 1000);
    expect(battery.loadNa).toBe(3000);
    battery.switchLoad('display', false);
    battery.advance(10 * HOUR, 200);
    expect(battery.remainingNah).toBe(225_000_000 - 20_000);
  });

  it('gives the same charge however the interval is split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(1000), fc.integer({ min: 0, max: 2 ** 36 })), { maxLength: 8 }),
        fc.integer({ min: 0, max: 100_000_000 }),
        (spans, drain) => {
          const whole = new Battery(CR2032);
          const split = new Battery(CR2032);
          whole.drainNa = drain;
          split.drainNa = drain;
          for (const span of spans) split.advance(span, 350);
          whole.advance(
            spans.reduce((sum, span) => sum + span, 0),
            350,
          );
          if (spans.length > 0) expect(whole.save()).toEqual(split.save());
        },
      ),
    );
  });

  it('worldTicksUntilFlat agrees with advance to the tick', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 20_000_000 }),
        fc.integer({ min: 0, max: HOUR }),
        (percent, drain, before) => {
          const battery = new Battery(CR2016);
          battery.setPercent(percent);
          battery.drainNa = drain;
          battery.advance(before, 200);
          if (battery.flat) return;
          const interval = battery.worldTicksUntilFlat(200);
          const early = new Battery(CR2016);
          early.load(battery.save());
          early.advance(interval - 1, 200);
          expect(early.flat).toBe(false);
          early.advance(1, 200);
          expect(early.flat).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('reads back the percent it was set to, whole and rounded down', () => {
    const battery = new Battery(CR2016);
    for (let percent = 0; percent <= 100; percent++) {
      battery.setPercent(percent);
      expect(battery.percent()).toBe(percent);
    }
    battery.setPercent(9.9);
    expect(battery.percent()).toBe(9);
  });

  it('starts at 3.2 V, holds 2.95 V at half charge and has fallen to 2.7 V at a tenth', () => {
    const battery = new Battery(ideal);
    expect(battery.millivolts(0)).toBe(3200);
    battery.setPercent(50);
    expect(battery.millivolts(0)).toBe(2950);
    battery.setPercent(10);
    expect(battery.millivolts(0)).toBe(2700);
  });

  it('drops 10 mA × 10 Ω = 100 mV when new and warm', () => {
    expect(new Battery(ideal).millivolts(10_000_000)).toBe(3100);
  });

  it('has 1.9 times the resistance at 0 °C, and 6 % more with each year', () => {
    const battery = new Battery(ideal);
    expect(battery.milliohms()).toBe(10_000);
    battery.advance(0, 0);
    expect(battery.milliohms()).toBe(19_000);
    battery.setLoad('sleep', 0);
    battery.advance(5 * YEAR, 200);
    expect(battery.milliohms()).toBe(13_000);
  });

  it('bears a pulse warm that browns it out cold when nearly empty', () => {
    const battery = new Battery(CR2016);
    battery.setPercent(10);
    battery.advance(0, 250);
    expect(battery.drawPulse(5000, 20).browned).toBe(false);
    battery.advance(0, -100);
    const pulse = battery.drawPulse(8000, 20);
    expect(pulse.browned).toBe(true);
    expect(pulse.minMillivolts).toBeLessThan(1800);
  });

  it('counts a pulse: 3,600 × 1 mA × 1 s is 1 mAh', () => {
    const battery = new Battery(ideal);
    for (let i = 0; i < 3600; i++) battery.drawPulse(1000, 1000);
    expect(battery.remainingNah).toBe(224_000_000);
  });

  it('browns out at once with no cell in, and still discharges by itself', () => {
    const battery = new Battery(CR2032);
    battery.remove();
    expect(battery.drawPulse(1, 1)).toEqual({ browned: true, minMillivolts: 0 });
    expect([battery.percent(), battery.millivolts(), battery.flat]).toEqual([0, 0, true]);
    battery.advance(YEAR / 2, 200);
    battery.insert();
    expect(battery.percent()).toBe(99);
    battery.insert(true);
    expect(battery.percent()).toBe(100);
  });

  it('is spared by external power', () => {
    const battery = new Battery(ideal);
    battery.setExternalPower(true);
    battery.advance(1000 * HOUR, 200);
    battery.drawPulse(20_000, 1000);
    expect(battery.remainingNah).toBe(225_000_000);
    expect(battery.drawPulse(1_000_000, 1000).browned).toBe(false);
  });

  it('feels a leak and a dirty contact', () => {
    const battery = new Battery(ideal);
    battery.drainNa = 1_000_000;
    battery.advance(HOUR, 200);
    expect(battery.remainingNah).toBe(225_000_000 - 1_002_000);
    battery.extraMilliohms = 500_000;
    expect(battery.drawPulse(5000, 1).browned).toBe(true);
    battery.drain(1_000_000);
    expect(battery.flat).toBe(true);
  });

  it('comes back whole from a save', () => {
    const first = new Battery(CR2032);
    first.switchLoad('display', true);
    first.setLoad('usb', 5_000_000);
    first.advance(YEAR + 12_345, 310);
    first.drawPulse(2000, 15);
    first.drainNa = 77;
    const second = new Battery(CR2032);
    second.load(first.save());
    expect(second.save()).toEqual(first.save());
    first.advance(YEAR, 310);
    second.advance(YEAR, 310);
    expect(second.save()).toEqual(first.save());
    expect(second.millivolts()).toBe(first.millivolts());
  });
});
