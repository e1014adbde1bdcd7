import type { Urb, UrbHandle, UrbResult } from '@fobkit/firmware-sim/plug';
import { describe, expect, it } from 'vitest';
import { runSteps, stepsDone, type UsbSteps } from '../../../../firmware-sim/plug/usb/usb-steps.ts';

const NONE = new Uint8Array(0);
const URB: Urb = { endpoint: 1, data: NONE, length: 0 };
const OK: UrbResult = { status: 'ok', data: NONE, actualLength: 0 };
const HANDLE: UrbHandle = { cancel: () => false };

const atOnce = {
  submit: (_urb: Urb, done: (result: UrbResult) => void): UrbHandle => {
    done(OK);
    return HANDLE;
  },
};

function* transfers(count: number): UsbSteps<number> {
  let ended = 0;
  for (let i = 0; i < count; i++) if ((yield URB).status === 'ok') ended++;
  return ended;
}

describe('runSteps', () => {
  it('ends within the call, however many transfers end at once', () => {
    let outcome: unknown;
    runSteps(atOnce, transfers(100_000), (one) => (outcome = one));
    expect(outcome).toEqual({ ok: true, value: 100_000 });
  });

  it('asks for the next transfer when the one before has ended', () => {
    const asked: ((result: UrbResult) => void)[] = [];
    let outcome: unknown;
    const later = {
      submit: (_urb: Urb, done: (result: UrbResult) => void): UrbHandle => {
        asked.push(done);
        return HANDLE;
      },
    };
    runSteps(later, transfers(2), (one) => (outcome = one));
    expect(asked).toHaveLength(1);
    asked[0]?.(OK);
    expect([asked.length, outcome]).toEqual([2, undefined]);
    asked[1]?.(OK);
    expect(outcome).toEqual({ ok: true, value: 2 });
  });

  it('ends with what the steps throw', async () => {
    const failing = function* (): UsbSteps<never> {
      yield URB;
      throw new RangeError('no further');
    };
    await expect(stepsDone(atOnce, failing())).rejects.toThrow(RangeError);
  });
});
