import { nitrokeyCommands as commands } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeRequest, eight, SlotRig } from './slot-rig.ts';
import vectors from '../../../vectors/rfc4226.json' with { type: 'json' };
import { TICKS } from '../../../support/raw-host.ts';

let rig: SlotRig;

beforeEach(() => {
  rig = new SlotRig();
});

describe('HOTP', () => {
  it('gives the codes of RFC 4226 appendix D, one after the other', async () => {
    await rig.load(0x10, 0);
    for (const expected of vectors.codes_by_counter) {
      expect(await rig.code(0x10)).toBe(Number(expected));
    }
    const { counterOrInterval } = await rig.resultOf(commands.readSlot, { slot: 0x10, format: 0 });
    expect(counterOrInterval).toBe(vectors.codes_by_counter.length);
  });
});

describe('TOTP', () => {
  // RFC 6238 appendix B, SHA-1.
  it.each([
    [59, 94_287_082],
    [1_111_111_109, 7_081_804],
    [1_234_567_890, 89_005_924],
    [2_000_000_000, 69_279_037],
    [20_000_000_000, 65_353_130],
  ])('at %i gives the code of RFC 6238', async (time, expected) => {
    await rig.load(0x2e, 30, eight);
    await rig.setTime(time, true);
    expect(await rig.code(0x2e)).toBe(expected);
  });

  it('ignores challenge, time and interval of the request', async () => {
    await rig.load(0x20, 30, eight);
    await rig.setTime(59, true);
    const odd = { ...codeRequest(0x20), challenge: 99, time: 1_111_111_109, interval: 60 };
    expect((await rig.resultOf(commands.getCode, odd)).code).toBe(94_287_082);
  });

  it('goes on with the time while there is power', async () => {
    await rig.load(0x20, 30, eight);
    await rig.setTime(1_111_111_109 - 3600, true);
    rig.fob.advance(3600 * TICKS);
    // A crystal that is up to 30 ppm off is some ms off after an hour.
    expect([7_081_804, 14_050_471]).toContain(await rig.code(0x20));
  });

  it('counts from 1970 again when power was lost', async () => {
    await rig.load(0x20, 30, eight);
    await rig.setTime(1_800_000_000, true);
    await rig.replug();
    rig.fob.advance(58 * TICKS);
    expect(await rig.code(0x20)).toBe(94_287_082);
  });

  it('with an interval of zero is the code of step 0', async () => {
    await rig.load(0x20, 0);
    await rig.setTime(1_800_000_000, true);
    expect(await rig.code(0x20)).toBe(Number(vectors.codes_by_counter[0]));
  });
});
