import { restoreFob, takeSnapshot } from '@fobkit/firmware-sim';
import { getStatus } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { loadedFob, TICKS, TOTP_LOAD } from '../../support/raw-host.ts';

const SHINKIN = { ...TOTP_LOAD, serialLabel: 'SKTH00000017' };

/** Presses and reads what the LCD shows first. */
function shown(fob: ReturnType<typeof loadedFob>['fob']): string {
  fob.press();
  fob.advance(TICKS);
  return fob.parts.lcd.visibleText();
}

describe('a fob on a supply', () => {
  it('warns of a low battery by the voltage that it is given', () => {
    const { fob } = loadedFob('shinkin-hardware', SHINKIN);
    fob.unplug();
    fob.setRail(3200);
    expect(shown(fob)).toMatch(/^\d{6}/);
    fob.setRail(2500);
    fob.advance(120 * TICKS);
    expect(shown(fob)).toMatch(/bAtt/);
  });

  it('is without power below its brown-out voltage, and its clock is lost', () => {
    const { fob } = loadedFob('shinkin-hardware', SHINKIN);
    fob.unplug();
    fob.setRail(3000);
    fob.setRail(1799);
    expect(fob.running).toBe(false);
    expect(fob.driftTicks).toBeUndefined();
    fob.setRail(3000);
    expect(fob.running).toBe(true);
    expect(fob.program?.lifecycle).toBe('clock-lost');
  });

  it('dies in the middle of a ramp, in the tick in which the voltage is too low', () => {
    const { fob } = loadedFob('shinkin-hardware', SHINKIN);
    fob.unplug();
    fob.setRail(2000);
    let died = 0;
    fob.observe(({ at, kind }) => {
      if (kind === 'power-off') died = at;
    });
    const start = fob.worldTicks;
    fob.setRail(1600, { ticks: 4 * TICKS });
    fob.advance(10 * TICKS);
    // 400 mV in 4 s: the first tick below 1800 mV is the one after two seconds.
    expect(died - start).toBe(2 * TICKS + 1);
  });

  it('browns out when the supply cannot give the current of a code', () => {
    const host = loadedFob('shinkin-hardware', SHINKIN);
    host.fob.setRail(3000, { limitNa: 100_000 });
    host.fob.press();
    host.fob.advance(TICKS);
    expect(host.call(getStatus, {})).toMatchObject({ reply: { resetCause: 'brown-out' } });
  });

  it('goes on in a snapshot as it does itself', () => {
    const { fob } = loadedFob('shinkin-hardware', SHINKIN);
    fob.unplug();
    fob.setRail(2600, { ticks: 100 * TICKS });
    fob.advance(30 * TICKS);
    const copy = restoreFob(takeSnapshot(fob));
    for (const one of [fob, copy]) one.advance(40 * TICKS);
    expect(copy.parts.battery.save()).toEqual(fob.parts.battery.save());
  });

  it('is asked for a snapshot though the supply is off', () => {
    const { fob } = loadedFob('shinkin-hardware', SHINKIN);
    fob.unplug();
    fob.setRail(0);
    expect(fob.running).toBe(false);
    expect(takeSnapshot(fob)).toContain('"railTo":0');
  });

  it('runs on its cell again when the supply is taken off', () => {
    const { fob } = loadedFob('shinkin-hardware', SHINKIN);
    fob.unplug();
    fob.setRail(0);
    fob.setRail(undefined);
    expect(fob.running).toBe(true);
  });
});
