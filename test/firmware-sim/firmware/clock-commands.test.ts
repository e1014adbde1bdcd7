import { getInfo, loadSeed, setClock, trimClock, wipe } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { MAX_CLOCK } from '../../../protocol/command/set-clock.ts';
import {
  blankFob,
  expectOk,
  loadedFob,
  RawHost,
  START,
  TICKS,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import { eventsOf, pass, powerCycle, replyOf, statusOf } from './firmware-support.ts';

const LIMIT = 600 * TICKS;

function opened(host: RawHost): RawHost {
  expectOk(host.open());
  return host;
}

function set(host: RawHost, clock: number): string {
  return host.sealedCall(setClock, { clock }).status;
}

function nowOf(host: RawHost): number {
  return host.fob.parts.rtc.now();
}

describe('SetClock on a blank fob', () => {
  it('sets any time, forward and backward, as often as wanted', () => {
    const host = opened(new RawHost(blankFob()));
    for (const clock of [START, 0, START * 2, 5, MAX_CLOCK]) {
      expect(set(host, clock)).toBe('ok');
      expect(nowOf(host)).toBe(clock);
    }
  });

  it('tells the clock before, if there was one, and after', () => {
    const host = opened(new RawHost(blankFob()));
    expect(replyOf(host.sealedCall(setClock, { clock: 77 }))).toEqual({ after: 77 });
    expect(replyOf(host.sealedCall(setClock, { clock: 99 }))).toEqual({ before: 77, after: 99 });
    expect(eventsOf(host)[0]).toBe('clock-set');
  });

  it('of a time so late that its ticks could outgrow a message is no request', () => {
    expect(() => setClock.request.encode({ clock: MAX_CLOCK + 1 })).toThrow();
    const host = opened(new RawHost(blankFob()));
    expect(set(host, MAX_CLOCK)).toBe('ok');
    pass(host.fob, 86_400);
    expect(statusOf(host).clock).toBeGreaterThan(MAX_CLOCK);
  });
});

describe('SetClock on a loaded fob', () => {
  it('moves forward up to the limit of the profile and no tick further', () => {
    const host = opened(loadedFob());
    expect(replyOf(host.call(getInfo, {})).features.clockAdjustLimitSeconds).toBe(600);
    expect(set(host, nowOf(host) + LIMIT + 1)).toBe('clock-limit');
    expect(set(host, nowOf(host) + LIMIT)).toBe('ok');
    expect(set(host, nowOf(host) + 1)).toBe('clock-limit');
  });

  it('adds up what it was moved', () => {
    const host = opened(loadedFob());
    for (let i = 0; i < 3; i++) expect(set(host, nowOf(host) + LIMIT / 4)).toBe('ok');
    expect(set(host, nowOf(host) + LIMIT / 4 + 1)).toBe('clock-limit');
    expect(set(host, nowOf(host) + LIMIT / 4)).toBe('ok');
  });

  it('counts the move, not the time that has passed', () => {
    const host = loadedFob();
    pass(host.fob, 10 * 86_400);
    opened(host);
    expect(set(host, nowOf(host) + LIMIT)).toBe('ok');
  });

  it('never moves backward', () => {
    const host = opened(loadedFob());
    expect(set(host, nowOf(host) - 1)).toBe('clock-backward');
    expect(set(host, nowOf(host))).toBe('ok');
  });

  it('that is refused costs nothing of the limit', () => {
    const host = opened(loadedFob());
    set(host, nowOf(host) - 1);
    set(host, nowOf(host) + LIMIT + 1);
    expect(set(host, nowOf(host) + LIMIT)).toBe('ok');
  });

  it('keeps count over a reset', () => {
    const host = opened(loadedFob());
    expect(set(host, nowOf(host) + LIMIT)).toBe('ok');
    host.fob.parts.flash.armCut({ afterBytes: 0, torn: () => 0xff });
    host.fob.press();
    pass(host.fob, 1);
    const after = opened(new RawHost(host.fob));
    expect(statusOf(after).resetCause).toBe('brown-out');
    expect(set(after, nowOf(after) + 1)).toBe('clock-limit');
  });

  it('has its whole limit again after a wipe and a load', () => {
    const host = opened(loadedFob());
    expect(set(host, nowOf(host) + LIMIT)).toBe('ok');
    expectOk(host.sealedCall(wipe, {}).status);
    expect(set(host, START)).toBe('ok');
    expectOk(host.sealedCall(loadSeed, TOTP_LOAD).status);
    expect(set(host, nowOf(host) + LIMIT)).toBe('ok');
  });

  it('is free once when the seed was loaded without a clock', () => {
    const host = opened(new RawHost(blankFob()));
    expectOk(host.sealedCall(loadSeed, TOTP_LOAD).status);
    expect(set(host, START)).toBe('ok');
    expect(set(host, START - 1)).toBe('clock-backward');
    expect(set(host, START + LIMIT + 1)).toBe('clock-limit');
  });

  it('does not bring a lost clock back', () => {
    const { fob } = loadedFob();
    powerCycle(fob);
    const host = opened(new RawHost(fob));
    expect(set(host, START)).toBe('clock-limit');
  });
});

describe('TrimClock', () => {
  it.each([-100_000, 0, 100_000])('sets %d ppb and tells what was set before', (trimPpb) => {
    const host = opened(loadedFob());
    expectOk(host.sealedCall(trimClock, { trimPpb: 7 }).status);
    expect(replyOf(host.sealedCall(trimClock, { trimPpb }))).toEqual({ before: 7 });
    expect(statusOf(host).trimPpb).toBe(trimPpb);
  });

  it.each([-100_001, 100_001])('of %d ppb is beyond the oscillator', (trimPpb) => {
    const host = opened(loadedFob());
    expect(host.sealedCall(trimClock, { trimPpb }).status).toBe('trim-limit');
    expect(statusOf(host).trimPpb).toBe(0);
  });

  it('has its limit on a blank fob too', () => {
    const host = opened(new RawHost(blankFob()));
    expect(host.sealedCall(trimClock, { trimPpb: 100_001 }).status).toBe('trim-limit');
  });

  it('makes the clock faster when positive', () => {
    const drift = (trimPpb: number): number => {
      const host = opened(loadedFob());
      expectOk(host.sealedCall(trimClock, { trimPpb }).status);
      pass(host.fob, 100_000);
      return host.fob.driftTicks ?? 0;
    };
    expect(drift(100_000) - drift(0)).toBeCloseTo(10 * TICKS, -2);
  });

  it('is kept over a reset and over a wipe: it belongs to the crystal', () => {
    const host = opened(loadedFob());
    expectOk(host.sealedCall(trimClock, { trimPpb: 4321 }).status);
    expectOk(host.sealedCall(wipe, {}).status);
    powerCycle(host.fob);
    expect(statusOf(new RawHost(host.fob)).trimPpb).toBe(4321);
    expect(host.fob.parts.crystal.trimPpb).toBe(4321);
  });
});
