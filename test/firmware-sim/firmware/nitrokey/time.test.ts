import { beforeEach, describe, expect, it } from 'vitest';
import { eight, SlotRig } from './slot-rig.ts';
import { TICKS } from '../../../support/raw-host.ts';

let rig: SlotRig;

beforeEach(() => {
  rig = new SlotRig();
});

describe('time', () => {
  it('is taken softly where none was ever set', async () => {
    expect(await rig.setTime(1_800_000_000, false)).toBe('ok');
  });

  it('is not set back softly, beyond the minute', async () => {
    await rig.setTime(1_800_000_000, false);
    expect(await rig.setTime(1_799_999_990, false)).toBe('timestamp-warning');
    expect(await rig.setTime(1_800_000_005, false)).toBe('ok');
    expect(await rig.setTime(1_700_000_000, true)).toBe('ok');
    expect(await rig.setTime(1_700_000_060, false)).toBe('ok');
  });

  it('that was refused changes nothing', async () => {
    await rig.load(0x20, 30, eight);
    await rig.setTime(1_111_111_109, true);
    await rig.setTime(1_388_534_460, true);
    await rig.setTime(1_388_534_400, false);
    expect(await rig.code(0x20)).not.toBe(7_081_804);
    expect(rig.fob.driftTicks).toBe((1_388_534_460 - 1_800_000_000) * TICKS - driftOfWaiting());
  });

  it('is remembered without power, as a minute', async () => {
    await rig.setTime(1_800_000_030, true);
    await rig.replug();
    expect(await rig.setTime(1_799_999_000, false)).toBe('timestamp-warning');
    expect(await rig.setTime(1_800_000_000, false)).toBe('ok');
  });

  it('whose minute is 0 reads as lost: a soft setting is refused until a hard one', async () => {
    await rig.setTime(1_388_534_400, true);
    expect(await rig.setTime(1_800_000_000, false)).toBe('timestamp-warning');
    expect(await rig.setTime(1_800_000_000, true)).toBe('ok');
  });

  it('before 2014 counts as far in the future', async () => {
    await rig.setTime(59, true);
    expect(await rig.setTime(1_800_000_000, false)).toBe('timestamp-warning');
  });

  /** World time that passed since the rig began. */
  function driftOfWaiting(): number {
    return rig.fob.worldTicks - 1_800_000_000 * TICKS;
  }
});
