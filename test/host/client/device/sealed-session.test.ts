import {
  keyCheck,
  keyCheckTag,
  loadedParameters,
  loadSeed,
  rotateTransportKey,
  type SeedLoad,
  setClock,
  trimClock,
  wipe,
} from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { DeviceError } from '../../../../host/client/device-error.ts';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import type { SealedSession } from '../../../../host/client/device/sealed-session.ts';
import {
  BadReplyError,
  ChannelError,
  LinkLostError,
  RequestTimeoutError,
} from '../../../../host/client/errors.ts';
import { nodePrimitives } from '../../../../host/client/node/primitives.ts';
import { Secret } from '../../../../host/client/secret.ts';
import type { TranscriptMessage } from '../../../../host/client/wire/transcript.ts';
import { SealedFob, TRANSPORT_KEY } from '../support/sealed-fob.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { DEVICE_ID, fobStatus, PARAMETERS, simulatedEnv } from '../support/values.ts';

const SEED = new Secret(new Uint8Array(20).fill(0x31));
const KEY = new Secret(TRANSPORT_KEY);

let clock: SimulatedClock;
let fob: SealedFob;
let device: FobDevice;
let session: SealedSession;
let loads: SeedLoad[];
let told: TranscriptMessage[];

beforeEach(async () => {
  clock = new SimulatedClock();
  loads = [];
  told = [];
  fob = new SealedFob()
    .inside(loadSeed, (load) => {
      loads.push(load);
      return { keyGeneration: 3 };
    })
    .inside(setClock, ({ clock: after }) => ({ after }))
    .inside(trimClock, () => ({ before: -5 }))
    .inside(rotateTransportKey, () => ({ keyGeneration: 4 }))
    .inside(wipe, () => ({}));
  device = await FobDevice.connect(fob.link, simulatedEnv(clock), {
    onMessage: (message) => told.push(message),
  });
  session = await device.openChannel(KEY);
});

function answerKeyCheck(seed: Uint8Array): void {
  fob.inside(keyCheck, ({ nonce }) => {
    const parameters = loadedParameters.encode(PARAMETERS);
    return { tag: keyCheckTag(nodePrimitives, { seed, nonce, deviceId: DEVICE_ID, parameters }) };
  });
}

describe('a sealed session', () => {
  it('carries every sealed command in order', async () => {
    const load = { seed: SEED, parameters: PARAMETERS };
    expect(await session.loadSeed(load)).toEqual({ keyGeneration: 3 });
    expect(loads).toEqual([{ seed: SEED.reveal(), ...PARAMETERS }]);
    expect(await session.setClock(99)).toEqual({ after: 99 });
    expect(await session.trimClock(7)).toEqual({ before: -5 });
    expect(await session.rotateTransportKey(KEY)).toEqual({ keyGeneration: 4 });
    await session.wipe();
  });

  it('keeps its numbers when commands are started together', async () => {
    const all = await Promise.all([session.setClock(1), session.setClock(2), session.setClock(3)]);
    expect(all.map(({ after }) => after)).toEqual([1, 2, 3]);
  });

  it('is not upset by a reply that was lost: the same box goes out again', async () => {
    fob.loseReplies = 1;
    const load = session.loadSeed({ seed: SEED, parameters: PARAMETERS });
    expect(await clock.until(load)).toEqual({ keyGeneration: 3 });
    expect(loads).toHaveLength(1);
    expect(await session.setClock(5)).toEqual({ after: 5 });
  });

  it('lets no byte of a seed onto the wire or into the transcript', async () => {
    await session.loadSeed({ seed: SEED, parameters: PARAMETERS });
    expect(fob.received.some((bytes) => String(bytes).includes(String(SEED.reveal())))).toBe(false);
    expect(told.filter((message) => message.command === 'LoadSeed')).toEqual([
      expect.not.objectContaining({ fields: expect.anything() as unknown }),
      expect.not.objectContaining({ fields: expect.anything() as unknown }),
    ]);
  });

  it('goes on after a refusal inside it', async () => {
    fob.inside(setClock, () => 'clock-backward');
    await expect(session.setClock(1)).rejects.toMatchObject({
      status: 'clock-backward',
      command: 'SetClock',
    });
    expect(await session.trimClock(1)).toEqual({ before: -5 });
  });
});

describe('a key check', () => {
  it('is true for the seed and parameters that the fob holds', async () => {
    answerKeyCheck(SEED.reveal());
    expect(await session.keyCheck({ seed: SEED, parameters: PARAMETERS })).toBe(true);
  });

  it('is false for another seed', async () => {
    answerKeyCheck(new Uint8Array(20));
    expect(await session.keyCheck({ seed: SEED, parameters: PARAMETERS })).toBe(false);
  });

  it('is false for other parameters', async () => {
    answerKeyCheck(SEED.reveal());
    const parameters = { ...PARAMETERS, digits: 8 };
    expect(await session.keyCheck({ seed: SEED, parameters })).toBe(false);
  });
});

describe('a sealed session is over', () => {
  async function expectOver(): Promise<void> {
    await expect(session.setClock(1)).rejects.toThrow(ChannelError);
    await expect(session.setClock(1)).rejects.toThrow('the sealed channel is over; open it again');
  }

  it('after a reply that never came', async () => {
    fob.loseReplies = Infinity;
    await expect(clock.until(session.wipe())).rejects.toThrow(RequestTimeoutError);
    fob.loseReplies = 0;
    await expectOver();
  });

  it('after a cancellation under way', async () => {
    fob.loseReplies = 1;
    const controller = new AbortController();
    const wiping = session.wipe({ signal: controller.signal });
    await clock.advance(1);
    controller.abort(new Error('enough'));
    await expect(wiping).rejects.toThrow('enough');
    await expectOver();
  });

  it('after a box that does not open', async () => {
    fob.bend = ({ sequence, ciphertext }) => ({
      sequence,
      ciphertext: ciphertext.map((byte, i) => (i === 3 ? byte ^ 1 : byte)),
    });
    await expect(session.wipe()).rejects.toThrow('its box does not open');
    await expectOver();
  });

  it('after a box with another number than is due', async () => {
    fob.bend = ({ sequence, ciphertext }) => ({ sequence: sequence + 1, ciphertext });
    const wiping = session.wipe();
    await expect(wiping).rejects.toThrow(BadReplyError);
    await expect(wiping).rejects.toThrow('another number than is due');
    await expectOver();
  });

  it('after the fob has closed its end', async () => {
    fob.onRaw(0x11, () => ({ status: 'no-channel' }));
    await expect(session.wipe()).rejects.toMatchObject({ status: 'no-channel', command: 'Wipe' });
    await expectOver();
  });

  it('after the link was lost', async () => {
    fob.end?.unplug();
    await expect(session.wipe()).rejects.toThrow(LinkLostError);
  });
});

describe('opening a channel', () => {
  it('with another key is refused', async () => {
    const opening = device.openChannel(new Secret(new Uint8Array(32)));
    await expect(opening).rejects.toMatchObject({ status: 'wrong-key', command: 'OpenChannel' });
  });

  it('to a fob that does not prove the key fails', async () => {
    fob.onRaw(0x10, () => ({
      payload: Uint8Array.from([0xa1, 0x01, 0x58, 48, ...new Uint8Array(48).fill(3)]),
    }));
    await expect(device.openChannel(KEY)).rejects.toThrow(ChannelError);
  });

  it('tells when a fob that delays looks at a key again', async () => {
    fob.onRaw(0x10, () => ({ status: 'delayed' }));
    fob.status = fobStatus({ channelDelay: 4 * 32_768 });
    const opening = device.openChannel(KEY);
    await expect(opening).rejects.toThrow(DeviceError);
    await expect(opening).rejects.toMatchObject({ status: 'delayed', retryAfterMs: 4_001 });
  });

  it('waits for the delay when it is told to', async () => {
    const fresh = new SealedFob();
    const other = await FobDevice.connect(fresh.link, simulatedEnv(clock));
    fresh.status = fobStatus({ channelDelay: 2 * 32_768 });
    const start = clock.now();
    let asked = 0;
    const shakeHands = fresh.handlerOf(0x10);
    fresh.onRaw(0x10, (request) => (asked++ === 0 ? { status: 'delayed' } : shakeHands(request)));
    await clock.until(other.openChannel(KEY, { waitForDelayMs: 5_000 }));
    expect(clock.now() - start).toBe(2_001);
  });
});
