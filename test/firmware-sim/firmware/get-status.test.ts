import { trimClock } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import {
  blankFob,
  expectOk,
  HOTP_LOAD,
  loadedFob,
  RawHost,
  START,
  TICKS,
} from '../../support/raw-host.ts';
import { pass, powerCycle, push, statusOf } from './firmware-support.ts';

describe('GetStatus', () => {
  it('of a new fob tells a full cell, no clock and no counts', () => {
    const host = new RawHost(blankFob());
    const millivolts = host.fob.parts.battery.millivolts();
    expect(millivolts).toBeGreaterThan(2900);
    expect(statusOf(host)).toEqual({
      lifecycle: 'blank',
      batteryPercent: 100,
      batteryMillivolts: millivolts,
      externalPower: true,
      uptime: 0,
      deciCelsius: host.fob.parts.thermometer.caseDeciCelsius,
      resetCause: 'power-on',
      trimPpb: 0,
      presses: 0,
      resets: 1,
      wrongKeys: 0,
      channelDelay: 0,
      events: [],
    });
  });

  it('tells the clock and the uptime in ticks of the fob', () => {
    const host = loadedFob();
    pass(host.fob, 100);
    const { clock = 0, uptime } = statusOf(host);
    expect(uptime).toBe(host.fob.parts.rtc.uptime());
    expect(clock - START).toBe(uptime);
    expect(Math.abs(uptime - 100 * TICKS)).toBeLessThan(100);
  });

  it('tells cell, supply and temperature as they are', () => {
    const host = new RawHost(blankFob('shinkin-hardware'));
    host.fob.setBattery(42);
    host.fob.setTemperature(-75);
    const status = statusOf(host);
    expect(status).toMatchObject({ batteryPercent: 42, externalPower: false, deciCelsius: -75 });
    expect(status.batteryMillivolts).toBe(host.fob.parts.battery.millivolts());
  });

  it('tells presses, and a counter where codes have one', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    push(host.fob);
    expect(statusOf(host)).toMatchObject({ presses: 1, counter: 1 });
    expect(statusOf(loadedFob()).counter).toBeUndefined();
  });

  it('tells the trim that is set', () => {
    const host = loadedFob();
    expectOk(host.sealedCall(trimClock, { trimPpb: -1234 }).status);
    expect(statusOf(host).trimPpb).toBe(-1234);
  });

  it('counts resets and tells the cause of the last', () => {
    const first = loadedFob();
    powerCycle(first.fob);
    expect(statusOf(new RawHost(first.fob))).toMatchObject({ resets: 2, resetCause: 'power-on' });
    const { flash } = first.fob.parts;
    flash.armCut({ afterBytes: 0, torn: () => 0xff });
    push(first.fob);
    expect(statusOf(new RawHost(first.fob))).toMatchObject({ resets: 3, resetCause: 'brown-out' });
  });

  it('tells events newest first, as many as asked and 16 at most', () => {
    const host = loadedFob();
    for (let i = 0; i < 20; i++) expectOk(host.sealedCall(trimClock, { trimPpb: i }).status);
    expect(statusOf(host).events).toEqual([]);
    const two = statusOf(host, 2).events;
    expect(two.map(({ kind, value }) => [kind, value])).toEqual([
      ['trimmed', 19],
      ['trimmed', 18],
    ]);
    const all = statusOf(host, 16).events;
    expect(all.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 16 }, (_, i) => (all[0]?.sequence ?? 0) - i),
    );
  });

  it('dates events by the fob clock, and not at all while it has none', () => {
    const host = loadedFob();
    pass(host.fob, 5);
    expectOk(host.sealedCall(trimClock, { trimPpb: 1 }).status);
    const events = statusOf(host, 16).events;
    expect(events[0]?.clock).toBe(host.fob.parts.rtc.now());
    expect(events.at(-1)).toMatchObject({ kind: 'boot', sequence: 1, value: 0 });
    expect(events.at(-1)?.clock).toBeUndefined();
  });

  it('goes on numbering events over resets and wipes', () => {
    const { fob } = loadedFob();
    const before = statusOf(new RawHost(fob), 1).events[0]?.sequence ?? 0;
    powerCycle(fob);
    const events = statusOf(new RawHost(fob), 2).events;
    expect(events.map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ['clock-lost', before + 2],
      ['boot', before + 1],
    ]);
  });
});
