import { selfTest, wink } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { blankFob, loadedFob, RawHost, TOTP_LOAD } from '../../support/raw-host.ts';
import { eventsOf, pass, push, replyOf, seen, statusOf, WAYS } from './firmware-support.ts';

function partsOf(host: RawHost): Record<string, readonly [boolean, number]> {
  const { parts } = replyOf(host.call(selfTest, {}));
  return Object.fromEntries(parts.map(({ part, ok, value }) => [part, [ok, value]]));
}

describe('SelfTest', () => {
  it('of a sound fob passes in every part', () => {
    const host = loadedFob();
    const report = replyOf(host.call(selfTest, {}));
    expect(report.ok).toBe(true);
    expect(report.parts).toEqual([
      { part: 'lcd', ok: true, value: 0 },
      { part: 'flash', ok: true, value: 0 },
      { part: 'clock', ok: true, value: 1 },
      { part: 'battery', ok: true, value: statusOf(host).batteryMillivolts },
      { part: 'button', ok: true, value: 0 },
      { part: 'crypto', ok: true, value: 0 },
    ]);
    expect(eventsOf(host)).not.toContain('self-test-failed');
  });

  it('counts the segments that do not conduct', () => {
    const host = loadedFob();
    host.fob.parts.lcd.breakSegment(2, 'd');
    host.fob.parts.lcd.breakSegment(3, 'a');
    expect(partsOf(host)).toMatchObject({ lcd: [false, 2], flash: [true, 0] });
    expect(eventsOf(host)[0]).toBe('self-test-failed');
  });

  it('counts the records that rot has made unreadable, as flash is now', () => {
    const host = loadedFob();
    const { flash } = host.fob.parts;
    const cells = flash.read(0, flash.pageSize * flash.pageCount);
    const at = Buffer.from(cells).indexOf('SKTH00000017');
    flash.rot(at, 3);
    expect(partsOf(host)['flash']).toEqual([false, 1]);
  });

  it('of a blank fob passes without a clock, of a loaded fob that lost it fails', () => {
    expect(partsOf(new RawHost(blankFob()))['clock']).toEqual([true, 0]);
    expect(partsOf(WAYS['clock-lost']())['clock']).toEqual([false, 0]);
  });

  it('calls a cell under 2 V bad', () => {
    const host = new RawHost(blankFob());
    host.fob.setBattery(0);
    expect(partsOf(host)['battery']?.[0]).toBe(false);
  });

  it('tells a stuck button', () => {
    const host = loadedFob();
    host.fob.hold();
    pass(host.fob, 31);
    expect(partsOf(host)['button']).toEqual([false, 1]);
    host.fob.release();
    pass(host.fob, 1);
    expect(partsOf(host)['button']).toEqual([true, 0]);
  });

  it('leaves on the LCD what stood there', () => {
    const host = loadedFob();
    host.call(selfTest, {});
    expect(seen(host.fob)).toBe('');
    push(host.fob);
    const code = seen(host.fob);
    host.call(selfTest, {});
    expect(seen(host.fob)).toBe(code);
    expect(code).toMatch(/^\d{6}$/);
  });
});

describe('Wink', () => {
  it('lights all segments and darkens them in turn for two seconds', () => {
    const host = loadedFob();
    expect(replyOf(host.call(wink, {}))).toEqual({});
    const frames: string[] = [];
    for (let i = 0; i < 9; i++) {
      frames.push(seen(host.fob));
      pass(host.fob, 0.2505);
    }
    const lit = '8'.repeat(10);
    expect(frames).toEqual([lit, '', lit, '', lit, '', lit, '', '']);
    expect(host.fob.view.on).toBe(false);
  });

  it('gives an always-on display its code back', () => {
    const load = { ...TOTP_LOAD, stepSeconds: 60, serialLabel: '000158423177' };
    const host = loadedFob('sid700', load);
    const code = seen(host.fob);
    host.call(wink, {});
    expect(seen(host.fob)).toBe('88888888');
    pass(host.fob, 3);
    expect(seen(host.fob)).toBe(code);
  });
});
