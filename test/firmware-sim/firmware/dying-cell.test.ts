import { describe, expect, it } from 'vitest';
import { getStatus, readCode } from '@fobkit/protocol';
import { loadedFob, type RawHost, TICKS, TOTP_LOAD } from '../../support/raw-host.ts';
import { replyOf } from './firmware-support.ts';

const DAY = 86_400 * TICKS;

function dyingDisplay(): RawHost {
  const host = loadedFob('sid700', { ...TOTP_LOAD, stepSeconds: 60, serialLabel: '000123456789' });
  // A contact so bad that the current of one code breaks the supply down.
  host.fob.faults.arm({ kind: 'battery.resistance', args: ['900'] });
  return host;
}

describe('an always-on display on a cell that cannot bear a code', () => {
  it('goes dark at its next code and tries once an hour', () => {
    const { fob } = dyingDisplay();
    let resets = 0;
    fob.observe(({ kind }) => {
      if (kind === 'reset') resets++;
    });
    fob.advance(DAY);
    expect(fob.view.on).toBe(false);
    expect(resets).toBeGreaterThanOrEqual(23);
    expect(resets).toBeLessThanOrEqual(25);
  });

  it('tells a host why it was reset', () => {
    const host = dyingDisplay();
    host.fob.advance(DAY);
    expect(host.call(getStatus, {})).toMatchObject({ reply: { resetCause: 'brown-out' } });
  });

  it('shows codes again within the hour when the supply is good again', () => {
    const { fob } = dyingDisplay();
    fob.advance(DAY);
    fob.faults.clearAll();
    fob.advance(DAY / 24);
    expect(fob.view.rows[0]).toMatch(/^\d{6}$/);
  });

  it('tries at once when somebody presses', () => {
    const { fob } = dyingDisplay();
    fob.advance(DAY);
    fob.faults.clearAll();
    fob.press();
    fob.advance(TICKS);
    expect(fob.view.rows[0]).toMatch(/^\d{6}$/);
  });

  it('keeps up with the time when a host has read the code of that press', () => {
    const host = dyingDisplay();
    host.fob.advance(DAY + 600 * TICKS);
    host.fob.faults.clearAll();
    host.fob.press();
    host.fob.advance(TICKS);
    expect(host.call(readCode, {}).status).toBe('ok');
    host.fob.advance(120 * TICKS);
    expect(host.fob.view.rows[0]).toBe(replyOf(host.call(readCode, {})).code);
  });

  it('runs down to its end without a crash', () => {
    const { fob } = loadedFob('sid700', {
      ...TOTP_LOAD,
      stepSeconds: 60,
      serialLabel: '000123456789',
    });
    fob.setBattery(1);
    fob.advance(200 * DAY);
    expect(fob.running).toBe(false);
  });
});
