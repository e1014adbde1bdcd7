import { type CurrentPlan, profileCurrent } from '@fobkit/bench';
import { type Rig, RigError } from '@fobkit/client';
import { type InProcessRig, InProcessRigs } from '@fobkit/emulator';
import { describe, expect, it } from 'vitest';
import { load, wish } from '../../emulator/rig/wish.ts';
import { whole } from '../run/support.ts';

const PLAN: CurrentPlan = { millivolts: 3000, idleSeconds: 10, pressSeconds: 60, everyMs: 100 };

/** Of the fob type shinkin-hardware: sleep and clock, and beside those its display, in amperes. */
const IDLE = 1.6e-6;
const DISPLAY = 2.5e-6;
/** Its display is lit for so long after a press. */
const LIT_SECONDS = 30;

async function loadedRig(): Promise<InProcessRig> {
  const rig = await new InProcessRigs().take(wish());
  const device = await rig.connect();
  await load(rig, device);
  await device.close();
  // No bus feeds it then.
  await rig.act({ action: 'unplug' });
  await rig.wait(300);
  return rig;
}

/** The rig with another ammeter, and a list of what is done to it. */
function metered(rig: InProcessRig, amperes: () => number, acts: string[] = []): Rig {
  return {
    ...whole(rig),
    act: (action) => {
      acts.push(action.action);
      return rig.act(action);
    },
    read: async (what) => ({ ...(await rig.read(what)), value: amperes() }),
  };
}

describe('the current of a fob', () => {
  it('is that of its loads, idle and over a press', async () => {
    const rig = await loadedRig();
    const profile = await profileCurrent(rig, PLAN);
    expect(profile.idle.mean).toBeCloseTo(IDLE, 12);
    expect(profile.press.least).toBeCloseTo(IDLE, 12);
    expect(profile.press.most).toBeCloseTo(IDLE + DISPLAY, 12);
    // A sample's distance at the start, and one at the end.
    const far = (2 * PLAN.everyMs * DISPLAY) / 1000;
    expect(Math.abs(profile.pressCharge - LIT_SECONDS * DISPLAY)).toBeLessThanOrEqual(far);
    expect(profile.instrument).toBe('model');
  });

  it('is sampled from before the press on, and while the button is down', async () => {
    const rig = await loadedRig();
    const downs: boolean[] = [];
    await profileCurrent(
      metered(rig, () => {
        downs.push(rig.fob.parts.button.isDown());
        return IDLE;
      }),
      { ...PLAN, everyMs: 1000 },
    );
    const first = downs.indexOf(true);
    expect(downs.slice(0, first)).not.toHaveLength(0);
    expect(downs.filter(Boolean).length).toBeGreaterThanOrEqual(3);
    expect(downs.at(-1)).toBe(false);
  });

  it('has the charge of a pulse that ends with the press', async () => {
    const rig = await loadedRig();
    const pulse = 5e-3;
    const meter = metered(rig, () => (rig.fob.parts.button.isDown() ? pulse : IDLE));
    const { press, pressCharge } = await profileCurrent(meter, { ...PLAN, everyMs: 1000 });
    expect(press.most).toBe(pulse);
    // 150 ms of 5 mA, and at most half of the rest of 100 ms behind it.
    expect(pressCharge).toBeGreaterThan(0.149 * pulse);
    expect(pressCharge).toBeLessThan(0.201 * pulse);
  });

  it('is the mean over time, however far apart the samples are', async () => {
    const rig = await loadedRig();
    const started = rig.clock.now();
    // It rises by 1 µA a second: over 10 s from nothing, 5 µA on average.
    const meter = metered(rig, () => (rig.clock.now() - started) * 1e-9);
    const { idle } = await profileCurrent(meter, { ...PLAN, everyMs: 7000 });
    expect(idle.samples).toBe(3);
    expect(idle.seconds).toBeCloseTo(10, 3);
    expect(idle.mean).toBeCloseTo(5e-6, 9);
  });

  it('is sampled around a press by hand, for which a person is asked once', async () => {
    const rig = await loadedRig();
    const acts: string[] = [];
    const meter = metered(rig, () => IDLE, acts);
    const { press } = await profileCurrent(meter, { ...PLAN, byHand: true });
    expect(acts).toEqual(['supply', 'press']);
    expect(press.seconds).toBeGreaterThanOrEqual(PLAN.pressSeconds);
  });

  it('lifts the finger when a reading fails while the button is down', async () => {
    const rig = await loadedRig();
    const meter = metered(rig, () => {
      if (rig.fob.parts.button.isDown()) throw new RigError('contact', 'the supply is silent');
      return IDLE;
    });
    await expect(profileCurrent(meter, PLAN)).rejects.toThrow('the supply is silent');
    expect(rig.fob.parts.button.isDown()).toBe(false);
  });

  it('is not measured where nothing presses or feeds the fob', async () => {
    const rig = await loadedRig();
    for (const lacking of ['supply', 'press']) {
      const without: Rig = {
        ...metered(rig, () => IDLE),
        lacks: (capability) => (capability === lacking ? 'there is none' : undefined),
      };
      await expect(profileCurrent(without, PLAN)).rejects.toThrow(`${lacking}: there is none`);
    }
  });
});
