import { deriveTransportKey, encodeBase32, toHex } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { Fob } from '../../../../firmware-sim/fob/fob.ts';
import { generic } from '../../../../firmware-sim/profile/generic.ts';
import { LinkCapture } from '../../../../host/client/capture/link-capture.ts';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import { nodePrimitives } from '../../../../host/client/node/primitives.ts';
import { provision } from '../../../../host/client/provision/provision.ts';
import { Secret } from '../../../../host/client/secret.ts';
import { ticksOfUnixMs } from '../../../../host/client/ticks.ts';
import { firmwareLink } from '../support/firmware-link.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { DEVICE_ID, PARAMETERS, simulatedEnv } from '../support/values.ts';
import { Tape } from './tape.ts';

const BATCH_KEY = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i);
const SEED = Uint8Array.from({ length: 20 }, (_, i) => 0xc3 ^ (i * 7));
const KEY = deriveTransportKey(nodePrimitives, BATCH_KEY, DEVICE_ID);
const NEXT_KEY = Uint8Array.from({ length: 32 }, (_, i) => 0x5b ^ (i * 11));
const TICKS = 32_768;

/** Every piece of four bytes of a secret, as it is and as people write it. */
function piecesOf(secret: Uint8Array): string[] {
  const texts = [toHex(secret), encodeBase32(secret)].map((text) => toHex(latin(text)));
  const pieces = [...texts, toHex(secret)].flatMap((hex) =>
    Array.from({ length: hex.length / 2 - 3 }, (_, i) => hex.slice(2 * i, 2 * i + 8)),
  );
  return [...new Set(pieces)];
}

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

let clock: SimulatedClock;
let fob: Fob;
let tape: Tape;

beforeEach(() => {
  clock = new SimulatedClock();
  const worldTicks = ticksOfUnixMs(clock.unixMs());
  const chip = { deviceId: DEVICE_ID, batchKey: BATCH_KEY };
  fob = new Fob({ ...chip, profile: generic, worldTicks, seed: 1, crypto: nodePrimitives });
  tape = new Tape();
});

/** Provisions the fob, pushes its button, and reads its code in both ways; gives the code. */
async function story(purpose: 'test' | 'production'): Promise<string> {
  const capture = new LinkCapture({ write: tape.write, clock, application: 'test' });
  const device = await FobDevice.connect(capture.of(firmwareLink(fob)), simulatedEnv(clock));
  const request = {
    seed: new Secret(SEED),
    parameters: { ...PARAMETERS, purpose },
    transportKey: new Secret(KEY),
    rotateTo: new Secret(NEXT_KEY),
  };
  await clock.until(provision(device, request, { clock }));
  await device.getInfo();
  for (const read of [() => device.readCode(), () => device.readDisplay()]) {
    fob.press();
    fob.advance(TICKS / 2);
    await read();
  }
  fob.press();
  fob.advance(TICKS / 2);
  const { code } = await device.readCode();
  await device.close();
  await clock.advance(0);
  return code;
}

describe('a capture of a provisioning', () => {
  it.each(['test', 'production'] as const)(
    'of a %s fob holds no seed and no key',
    async (purpose) => {
      await story(purpose);
      const written = toHex(tape.bytes);
      const secrets = [SEED, KEY, NEXT_KEY, BATCH_KEY].flatMap(piecesOf);
      expect(secrets.filter((piece) => written.includes(piece))).toEqual([]);
    },
  );

  it('of a production fob holds no code', async () => {
    const code = await story('production');
    expect(code).toMatch(/^\d{6}$/);
    expect(toHex(tape.bytes)).not.toContain(toHex(latin(code)));
    expect(toHex(tape.bytes)).toContain(toHex(latin('******')));
  });

  it('of a test fob holds its codes', async () => {
    const code = await story('test');
    expect(toHex(tape.bytes)).toContain(toHex(latin(code)));
  });
});
