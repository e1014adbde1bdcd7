import { Secret, toHex, UsageError } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SlotLoad } from '../../../../host/client/device/device.ts';
import { NitrokeyDevice } from '../../../../host/client/nitrokey/nitrokey-device.ts';
import type { NitrokeySlotSession } from '../../../../host/client/nitrokey/slot-session.ts';
import { ScriptedNitrokey, statusResult } from '../support/scripted-nitrokey.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { simulatedEnv } from '../support/values.ts';

const SEED = new TextEncoder().encode('12345678901234567890');

let clock: SimulatedClock;
let token: ScriptedNitrokey;
let session: NitrokeySlotSession;
/** The temporary password that was agreed. */
let agreed: string;

beforeEach(async () => {
  clock = new SimulatedClock();
  token = new ScriptedNitrokey().on(0x00, statusResult(11, 1)).on(0x07, {});
  for (const command of [0x17, 0x01, 0x06]) token.on(command, {});
  const env = simulatedEnv(clock);
  const device = await clock.until(NitrokeyDevice.connect(token, env, { model: 'pro' }));
  const pin = new Secret(new TextEncoder().encode('12345678'));
  session = await clock.until(device.openSlots(pin));
  agreed = toHex(token.requests.at(-1)?.subarray(26, 51) ?? new Uint8Array(0));
  token.requests.length = 0;
});

function hexOf(request: Uint8Array | undefined, from: number, to: number): string {
  return toHex((request ?? new Uint8Array(0)).subarray(from, to));
}

function totp(changes: Partial<SlotLoad> = {}): SlotLoad {
  return { slot: 'totp3', name: 'bank', digits: 8, stepSeconds: 30, seed: SEED, ...changes };
}

describe('writing a slot', () => {
  it('sends name, secret in chunks of 30, then the rest, each with the temporary password', async () => {
    await clock.until(session.writeSlot(totp()));
    expect(token.commands).toEqual([0x17, 0x17, 0x17, 0x01]);
    const [name, first, second, write] = token.requests;
    for (const request of token.requests) expect(hexOf(request, 1, 26)).toBe(agreed);
    expect(hexOf(name, 26, 33)).toBe('4e00' + '62616e6b' + '00');
    expect(hexOf(first, 26, 28) + hexOf(first, 28, 58)).toBe(
      '5300' + toHex(SEED) + '00'.repeat(10),
    );
    expect(hexOf(second, 26, 58)).toBe('5301' + '00'.repeat(30));
    expect(hexOf(write, 26, 49)).toBe('23' + '1e00000000000000' + '01' + '00'.repeat(13));
  });

  it('of HOTP sends the counter', async () => {
    const load = { slot: 'hotp1', name: 'vpn', digits: 6, counter: 0x1_0000_0002, seed: SEED };
    await clock.until(session.writeSlot(load));
    expect(hexOf(token.requests.at(-1), 26, 36)).toBe('11' + '0200000001000000' + '00');
  });

  it('takes a secret of 40 bytes, whose last ten are in the second chunk', async () => {
    const seed = Uint8Array.from({ length: 40 }, (_, i) => i + 1);
    await clock.until(session.writeSlot(totp({ seed: new Secret(seed) })));
    expect(hexOf(token.requests[2], 28, 40)).toBe(toHex(seed.subarray(30)) + '0000');
  });

  it('leaves the caller his seed', async () => {
    const seed = Uint8Array.from(SEED);
    await clock.until(session.writeSlot(totp({ seed })));
    expect(toHex(seed)).toBe(toHex(SEED));
  });

  it.each([
    ['no name', { name: '' }],
    ['a name of 16 bytes', { name: 'sixteen  letters' }],
    ['7 digits', { digits: 7 }],
    ['a seed of 41 bytes', { seed: new Uint8Array(41).fill(1) }],
    ['no seed', { seed: new Uint8Array(0) }],
    ['a seed of zeros', { seed: new Uint8Array(20) }],
    ['a step of 65536 s', { stepSeconds: 65_536 }],
    ['a step of no length', { stepSeconds: 0 }],
    ['a counter for TOTP', { counter: 1 }],
    ['a slot that there is not', { slot: 'totp15' }],
    ['a step for HOTP', { slot: 'hotp0' }],
  ] as const)('with %s is refused before anything is sent', async (_name, changes) => {
    await expect(clock.until(session.writeSlot(totp(changes)))).rejects.toBeInstanceOf(UsageError);
    expect(token.requests).toEqual([]);
  });

  it('that the token refuses tells its status', async () => {
    token.on(0x01, { status: 5 });
    const writing = clock.until(session.writeSlot(totp()));
    await expect(writing).rejects.toMatchObject({ status: 'not-authorized' });
  });
});

it('erasing a slot sends its number and the temporary password', async () => {
  await clock.until(session.eraseSlot('hotp2'));
  expect(hexOf(token.requests[0], 0, 27)).toBe('0612' + agreed);
});
