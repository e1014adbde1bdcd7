import { describe, expect, it } from 'vitest';
import { blankFob, loadedFob, TICKS } from '../../support/raw-host.ts';
import { arm, evidence, pressAndLook, status, watch } from './fault-support.ts';

describe('battery.drain', () => {
  it('leaves the percentage that it names, and low battery shows', () => {
    const host = loadedFob();
    const id = arm(host.fob, 'battery.drain 5');
    expect(status(host).batteryPercent).toBe(5);
    expect(pressAndLook(host.fob)).toBe('bAtt 05');
    expect(evidence(host.fob, id)).toEqual({
      state: 'acting',
      firedCount: 1,
      evidence: 'cell taken from 100 % to 5 % of its charge since 2025-06-15T15:06:40Z',
    });
  });

  it('gives back exactly what it took', () => {
    const [faulty, sound] = [blankFob(), blankFob()];
    for (const fob of [faulty, sound]) fob.advance(3_600_000 * TICKS);
    const id = arm(faulty, 'battery.drain 7');
    for (const fob of [faulty, sound]) fob.advance(3_600_001);
    expect(faulty.parts.battery.percent()).toBe(6);
    faulty.faults.clear(id);
    expect(faulty.parts.battery.save()).toEqual(sound.parts.battery.save());
  });

  it('without a percentage takes the power of a fob that only its cell feeds', () => {
    const fob = blankFob('shinkin-hardware');
    const id = arm(fob, 'battery.drain');
    expect(fob.running).toBe(false);
    fob.faults.clear(id);
    expect(fob.running).toBe(true);
  });

  it('stacks: the charge is back when both are lifted, in either order', () => {
    for (const order of [
      ['f1', 'f2'],
      ['f2', 'f1'],
    ]) {
      const fob = blankFob();
      const before = fob.parts.battery.save();
      arm(fob, 'battery.drain 50');
      arm(fob, 'battery.drain 10');
      expect(fob.parts.battery.percent()).toBe(10);
      for (const id of order) fob.faults.clear(id);
      expect(fob.parts.battery.save()).toEqual(before);
    }
  });

  it('does not refill a cell that was changed meanwhile', () => {
    const fob = blankFob();
    const id = arm(fob, 'battery.drain 1');
    fob.insertCell(true);
    fob.faults.clear(id);
    expect(fob.parts.battery.remainingNah).toBe(fob.parts.battery.capacityNah);
  });
});

describe('battery.leak', () => {
  it('empties the cell ahead of its time, until it is lifted', () => {
    const fob = blankFob('shinkin-hardware');
    const id = arm(fob, 'battery.leak 1000');
    fob.advance(24 * 3600 * TICKS);
    const leaked = fob.parts.battery.percent();
    expect(leaked).toBeLessThan(75);
    fob.faults.clear(id);
    fob.advance(24 * 3600 * TICKS);
    expect(fob.parts.battery.percent()).toBeGreaterThanOrEqual(leaked - 1);
    expect(fob.parts.battery.drainNa).toBe(0);
    expect(evidence(fob, id).evidence).toMatch(/^leak of 1000 µA from .* until /);
  });
});

describe('battery.resistance', () => {
  it('resets the fob at each code it computes', () => {
    const host = loadedFob('shinkin-hardware');
    const id = arm(host.fob, 'battery.resistance 1000');
    pressAndLook(host.fob);
    expect(status(host).resetCause).toBe('brown-out');
    expect(host.fob.view.on).toBe(false);
    host.fob.faults.clear(id);
    expect(pressAndLook(host.fob)).toMatch(/^\d{6}$/);
    expect(host.fob.parts.battery.extraMilliohms).toBe(0);
  });
});

describe('battery.brownout', () => {
  it('resets the fob once, under the next load', () => {
    const host = loadedFob();
    const seen = watch(host.fob);
    const id = arm(host.fob, 'battery.brownout');
    expect(evidence(host.fob, id).firedCount).toBe(0);

    pressAndLook(host.fob);
    expect(status(host).resetCause).toBe('brown-out');
    expect(evidence(host.fob, id)).toMatchObject({ state: 'over', firedCount: 1 });
    expect(seen.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['fault-armed', 'reset', 'fault-fired', 'fault-cleared']),
    );
    expect(pressAndLook(host.fob)).toMatch(/^\d{6}$/);
  });

  it('lifted before there was a load has never fired, and the supply holds', () => {
    const host = loadedFob();
    const id = arm(host.fob, 'battery.brownout');
    host.fob.faults.clear(id);
    expect(evidence(host.fob, id)).toEqual({
      state: 'never-fired',
      firedCount: 0,
      evidence: 'never fired',
    });
    expect(pressAndLook(host.fob)).toMatch(/^\d{6}$/);
  });

  it('armed twice fails two loads in a row', () => {
    const host = loadedFob();
    const ids = [arm(host.fob, 'battery.brownout'), arm(host.fob, 'battery.brownout')];
    pressAndLook(host.fob);
    expect(ids.map((id) => host.fob.faults.find(id).firedCount)).toEqual([1, 0]);
    pressAndLook(host.fob);
    expect(ids.map((id) => host.fob.faults.find(id).firedCount)).toEqual([1, 1]);
    expect(pressAndLook(host.fob)).toMatch(/^\d{6}$/);
  });
});
