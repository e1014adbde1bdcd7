import { describe, expect, it } from 'vitest';
import { getStatus } from '@fobkit/protocol';
import type { RawHost} from '../../support/raw-host.ts';
import { loadedFob, TICKS, TOTP_LOAD } from '../../support/raw-host.ts';

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
