import { describe, expect, it } from 'vitest';
import { loadedFob, type RawHost, TICKS } from '../../support/raw-host.ts';
import { arm, evidence, status } from './fault-support.ts';

const DAY = 86_400 * TICKS;

/** Fob clock minus world time, as a host reads it, in ticks. */
function drift(host: RawHost): number {
  return (status(host).clock ?? NaN) - host.fob.worldTicks;
}

/** What a day adds to the drift, in ppm. */
function ppmOfADay(host: RawHost): number {
  const before = drift(host);
  host.fob.advance(DAY);
  return Math.round(((drift(host) - before) / DAY) * 1_000_000);
}

describe('crystal.drift', () => {
  it('adds up, and each can be lifted by itself', () => {
    const host = loadedFob();
    const sound = ppmOfADay(host);
    const first = arm(host.fob, 'crystal.drift 42');
    const second = arm(host.fob, 'crystal.drift -12');
    expect(ppmOfADay(host)).toBe(sound + 30);
    host.fob.faults.clear(first);
    expect(ppmOfADay(host)).toBe(sound - 12);
    host.fob.faults.clear(second);
    expect(ppmOfADay(host)).toBe(sound);
    expect(host.fob.parts.crystal.driftPpb).toBe(0);
    expect(evidence(host.fob, second).evidence).toMatch(/^crystal 12 ppm slower from /);
  });

  it('leaves a drift that was there before', () => {
    const host = loadedFob();
    host.fob.parts.crystal.driftPpb = 7000;
    const id = arm(host.fob, 'crystal.drift 1');
    host.fob.faults.clear(id);
    expect(host.fob.parts.crystal.driftPpb).toBe(7000);
  });
});

describe('crystal.stop', () => {
  it('holds the clock while either of two acts', () => {
    const host = loadedFob();
    const stopped = status(host).clock;
    const ids = [arm(host.fob, 'crystal.stop'), arm(host.fob, 'crystal.stop')];
    host.fob.advance(3600 * TICKS);
    expect(status(host).clock).toBe(stopped);
    host.fob.faults.clear(ids[0] ?? '');
    host.fob.advance(3600 * TICKS);
    expect(status(host).clock).toBe(stopped);
    host.fob.faults.clear(ids[1] ?? '');
    host.fob.advance(3600 * TICKS);
    expect(status(host).clock).toBeGreaterThan(stopped ?? NaN);
  });
});

describe('rtc.jump', () => {
  it('moves the calendar by seconds or a duration, and back', () => {
    const host = loadedFob();
    const before = drift(host);
    const id = arm(host.fob, 'rtc.jump +1h');
    expect(drift(host)).toBe(before + 3600 * TICKS);
    arm(host.fob, 'rtc.jump -90');
    expect(drift(host)).toBe(before + 3510 * TICKS);
    host.fob.faults.clear(id);
    expect(drift(host)).toBe(before - 90 * TICKS);
    host.fob.faults.clearAll();
    expect(drift(host)).toBe(before);
    expect(evidence(host.fob, id).evidence).toMatch(/^calendar \+3600 s away from /);
  });

  it('does not move a clock that was set right meanwhile', () => {
    const host = loadedFob();
    const id = arm(host.fob, 'rtc.jump -1h');
    host.fob.parts.rtc.set(host.fob.worldTicks);
    host.fob.faults.clear(id);
    expect(drift(host)).toBe(0);
  });
});
