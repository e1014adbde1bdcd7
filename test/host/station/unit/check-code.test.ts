import { describe, expect, it } from 'vitest';
import type { Lot } from '../../../../host/station/lot/lot.ts';
import { oneFob } from '../support/one-fob.ts';

const HOTP: Partial<Lot> = {
  parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 6, counter: 5 },
};

describe('the code of a fob', () => {
  it('of purpose production is told after a press that the station asks for', async () => {
    const { station, fob } = oneFob({ purpose: 'production' });
    const { operator } = station;
    station.operator = (event) => {
      operator(event);
      if (event.kind === 'press-wanted') fob.fob.press();
    };
    expect(await station.run()).toMatchObject({ reason: 'lot-done' });
    expect(station.events).toContainEqual({
      kind: 'press-wanted',
      port: 'port-1',
      serialLabel: 'FOB-0001',
    });
  });

  it('is asked for after the unit was told to be in work, which is told once', async () => {
    const { station, fob } = oneFob({ purpose: 'production' });
    const { operator } = station;
    let asked = 0;
    station.operator = (event) => {
      operator(event);
      if (event.kind === 'press-wanted' && ++asked === 2) fob.fob.press();
    };
    await station.run({ pressWaitMs: 20_000 });
    const { deviceId } = fob;
    const kinds = station.events.map(({ kind }) => kind);
    expect(station.events.filter(({ kind }) => kind === 'claimed')).toEqual([
      { kind: 'claimed', port: 'port-1', deviceId, serialLabel: 'FOB-0001' },
    ]);
    expect(kinds.indexOf('claimed')).toBeLessThan(kinds.indexOf('press-wanted'));
  });

  it('is asked for again at the next plug-in when nobody pressed', async () => {
    const { station, fob } = oneFob({ purpose: 'production' });
    const { operator } = station;
    let asked = 0;
    station.operator = (event) => {
      operator(event);
      if (event.kind === 'press-wanted' && ++asked === 2) fob.fob.press();
    };
    await station.run({ pressWaitMs: 20_000 });
    expect(station.ends).toEqual(['port-1 left-open no-press', 'port-1 done']);
    expect(station.events.find((event) => event.kind === 'ended')?.why).toMatch(/within 20 s/);
  });

  it('that is wrong by another engine quarantines the fob', async () => {
    const { station } = oneFob({}, 1);
    const verify = (): { ok: boolean; engine: string; why: string } => ({
      ok: false,
      engine: 'otplib',
      why: 'the code is not that of this time',
    });
    await station.run({ verify });
    expect(station.ends).toEqual(['port-1 quarantined wrong-code']);
    expect(station.registry.row('FOB-0001').unit).toMatchObject({
      state: 'quarantined',
      reason: 'the code is not that of this time (by otplib)',
    });
  });

  it('of HOTP uses a counter up, and the next one is on record', async () => {
    const { station } = oneFob(HOTP);
    await station.run();
    expect(station.registry.row('FOB-0001')).toMatchObject({ unit: { state: 'done' }, counter: 6 });
  });

  it('of HOTP that nobody asks for leaves the first counter', async () => {
    const { station } = oneFob({ ...HOTP, codeCheck: 'none' });
    await station.run();
    expect(station.registry.row('FOB-0001').counter).toBe(5);
  });

  it('of OCRA is judged too', async () => {
    const suite = 'OCRA-1:HOTP-SHA256-8:C-QN08';
    const { station } = oneFob({
      parameters: { mode: 'ocra', algorithm: 'SHA256', digits: 8, counter: 0, suite },
    });
    expect(await station.run()).toMatchObject({ reason: 'lot-done' });
    expect(station.registry.row('FOB-0001').counter).toBe(1);
  });
});
