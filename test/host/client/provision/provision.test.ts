import {
  type FobInfo,
  getInfo,
  keyCheck,
  keyCheckTag,
  loadedParameters,
  type LoadedParameters,
  loadSeed,
  rotateTransportKey,
  setClock,
  UsageError,
} from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import { nodePrimitives } from '../../../../host/client/node/primitives.ts';
import { ProfileError } from '../../../../host/client/provision/profile-check.ts';
import { ProvisionError } from '../../../../host/client/provision/provision-error.ts';
import {
  provision,
  type ProvisionReport,
  type ProvisionRequest,
} from '../../../../host/client/provision/provision.ts';
import { Secret } from '../../../../host/client/secret.ts';
import { ticksOfUnixMs } from '../../../../host/client/ticks.ts';
import { SealedFob, TRANSPORT_KEY } from '../support/sealed-fob.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { DEVICE_ID, fobInfo, PARAMETERS, simulatedEnv } from '../support/values.ts';

const SEED = new Uint8Array(20).fill(0x31);

let clock: SimulatedClock;
let fob: SealedFob;
let steps: string[];
/** The seed that the fob holds. */
let held: Uint8Array | undefined;

beforeEach(() => {
  clock = new SimulatedClock();
  steps = [];
  held = undefined;
  fob = new SealedFob()
    .inside(setClock, ({ clock: after }) => ({ after }))
    .inside(loadSeed, ({ seed, ...loaded }) => {
      held = seed;
      fob.info = fobInfo({ lifecycle: 'ready', loaded });
      return { keyGeneration: 0 };
    })
    .inside(keyCheck, ({ nonce }) => {
      if (fob.info.loaded === undefined || held === undefined) return 'wrong-lifecycle';
      const parameters = loadedParameters.encode(fob.info.loaded);
      const input = { seed: held, nonce, deviceId: DEVICE_ID, parameters };
      return { tag: keyCheckTag(nodePrimitives, input) };
    })
    .inside(rotateTransportKey, () => ({ keyGeneration: 1 }));
});

async function run(changes: Partial<ProvisionRequest> = {}): Promise<ProvisionReport> {
  const device = await FobDevice.connect(fob.link, simulatedEnv(clock));
  const request = {
    seed: new Secret(SEED),
    parameters: PARAMETERS,
    transportKey: new Secret(TRANSPORT_KEY),
    ...changes,
  };
  const work = provision(device, request, { clock, onStep: (step) => steps.push(step) });
  return clock.until(work);
}

function parameters(changes: Partial<LoadedParameters>): Partial<ProvisionRequest> {
  return { parameters: { ...PARAMETERS, ...changes } };
}

async function failure(changes: Partial<ProvisionRequest> = {}): Promise<ProvisionError> {
  const error: unknown = await run(changes).catch((e: unknown) => e);
  if (error instanceof ProvisionError) return error;
  throw new Error('no ProvisionError', { cause: error });
}

describe('provisioning', () => {
  it('sets the clock, loads the seed, proves it and reads the status', async () => {
    const report = await run();
    expect(steps).toEqual([
      'check',
      'open-channel',
      'set-clock',
      'load-seed',
      'key-check',
      'read-status',
    ]);
    expect(report).toMatchObject({ deviceId: DEVICE_ID, resumed: false, keyGeneration: 0 });
    expect(report.clock?.after).toBe(ticksOfUnixMs(clock.unixMs()));
    expect(held).toEqual(SEED);
  });

  it('rotates the transport key when it is given another', async () => {
    const report = await run({ rotateTo: new Secret(new Uint8Array(32).fill(8)) });
    expect(report.keyGeneration).toBe(1);
    expect(steps).toContain('rotate-key');
  });

  it('asks for the transport key with what the fob tells of it', async () => {
    const asked: FobInfo[] = [];
    const transportKey = (info: FobInfo): Secret => {
      asked.push(info);
      return new Secret(TRANSPORT_KEY);
    };
    await run({ transportKey });
    expect(asked.map(({ keyGeneration }) => keyGeneration)).toEqual([0]);
  });
});

describe('what the profile cannot do is refused by name, before the fob is touched', () => {
  it.each<[Partial<LoadedParameters>, string]>([
    [{ algorithm: 'SHA256' }, 'the profile generic has no SHA256; it takes SHA1.'],
    [{ digits: 10 }, 'the profile generic has no 10 digits; it shows 6 to 8.'],
    [{ stepSeconds: 45 }, 'the profile generic has no step of 45 s; it takes 30 or 60 s.'],
    [{ mode: 'ocra', suite: 'OCRA-1' }, 'the profile generic has no ocra; it does totp or hotp.'],
    [
      { algorithm: 'SHA512', digits: 4 },
      'has no SHA512; it takes SHA1; it has no 4 digits; it shows 6 to 8.',
    ],
  ])('%o', async (changes, told) => {
    const result = run(parameters(changes));
    await expect(result).rejects.toThrow(ProfileError);
    await expect(result).rejects.toThrow(told);
    expect([...fob.done.keys()]).toEqual([getInfo.code]);
  });
});

describe('what no fob takes is the caller’s fault', () => {
  it.each<[string, Partial<ProvisionRequest>, string]>([
    ['an empty seed', { seed: new Uint8Array(0) }, 'a test seed has 1 to 64 bytes, this one 0'],
    ['a seed too long', { seed: new Uint8Array(65) }, 'this one 65'],
    [
      'a short production seed',
      { seed: new Uint8Array(15), ...parameters({ purpose: 'production' }) },
      'a production seed has 16 to 64 bytes, this one 15',
    ],
    ['no time step', parameters({ stepSeconds: undefined }), 'totp wants a time step'],
    ['no counter', parameters({ mode: 'hotp' }), 'hotp wants a first counter'],
    ['no suite', parameters({ mode: 'ocra' }), 'ocra wants a suite'],
    ['an expiry that is over', parameters({ expiry: 1_700_000_000 }), 'the expiry has passed'],
  ])('%s', async (_, changes, told) => {
    const result = run(changes);
    await expect(result).rejects.toThrow(UsageError);
    await expect(result).rejects.toThrow(told);
  });
});

describe('a provisioning that ends early tells the state of the fob', () => {
  it('with a wrong transport key: untouched', async () => {
    const error = await failure({ transportKey: new Secret(new Uint8Array(32)) });
    expect(error).toMatchObject({ step: 'open-channel', left: 'untouched' });
    expect(error.cause).toMatchObject({ status: 'wrong-key' });
    expect(error.message).toContain('that is not its transport key');
    expect(error.message).toContain('The fob is as it was.');
  });

  it('with a refused seed: still blank', async () => {
    fob.inside(loadSeed, () => 'serial-label');
    const error = await failure();
    expect(error).toMatchObject({ step: 'load-seed', left: 'blank' });
    expect(error.message).toContain('The fob is still blank: repeat.');
  });

  it('with no answer to the load, but a fob that says it is blank: still blank', async () => {
    fob.onRaw(0x11, silentAfter(fob, 1));
    expect(await failure()).toMatchObject({ step: 'load-seed', left: 'blank' });
  });

  it('with no answer to the load, but a fob that says it is loaded: unchecked', async () => {
    fob.onRaw(0x11, silentAfter(fob, 1));
    const loaded = fobInfo({ lifecycle: 'ready', loaded: PARAMETERS });
    let asked = 0;
    fob.on(getInfo, () => (++asked > 2 ? loaded : fobInfo()));
    expect(await failure()).toMatchObject({ step: 'load-seed', left: 'loaded-unchecked' });
  });

  it('with a fob that left during the load: unknown', async () => {
    let boxes = 0;
    const open = fob.handlerOf(0x11);
    fob.onRaw(0x11, (request) => {
      if (++boxes === 2) fob.end?.unplug();
      return open(request);
    });
    const error = await failure();
    expect(error).toMatchObject({ step: 'load-seed', left: 'unknown' });
    expect(error.message).toContain('repeat with the same seed and parameters');
  });

  it('with a fob that holds something else: wrong', async () => {
    const load = fob.inside.bind(fob);
    load(loadSeed, ({ seed, ...loaded }) => {
      held = seed.map((byte) => byte ^ 1);
      fob.info = fobInfo({ lifecycle: 'ready', loaded });
      return { keyGeneration: 0 };
    });
    const error = await failure();
    expect(error).toMatchObject({ step: 'key-check', left: 'loaded-wrong' });
    expect(error.message).toContain('wipe it');
  });
});

describe('a fob that is loaded already', () => {
  beforeEach(() => {
    held = SEED;
    fob.info = fobInfo({ lifecycle: 'ready', loaded: PARAMETERS });
  });

  it('with the same is proved and not loaded again', async () => {
    const report = await run();
    expect(report.resumed).toBe(true);
    expect(report).not.toHaveProperty('clock');
    expect(steps).toEqual(['check', 'open-channel', 'key-check', 'read-status']);
  });

  it('with the same, and without its clock, gets the clock again', async () => {
    fob.info = fobInfo({ lifecycle: 'clock-lost', loaded: PARAMETERS });
    expect((await run()).clock?.after).toBe(ticksOfUnixMs(clock.unixMs()));
  });

  it('with another seed under the same parameters is left as it was', async () => {
    held = new Uint8Array(20);
    expect(await failure()).toMatchObject({ step: 'key-check', left: 'untouched' });
  });

  it('with other parameters is refused', async () => {
    const error = await failure(parameters({ serialLabel: 'SKTH00000018' }));
    expect(error).toMatchObject({ step: 'check', left: 'untouched' });
    expect(error.message).toContain('loaded already as SKTH00000017, with other parameters');
    expect([...fob.done.keys()]).toEqual([getInfo.code]);
  });

  it('and expired is refused', async () => {
    fob.info = fobInfo({ lifecycle: 'expired', loaded: PARAMETERS });
    expect((await failure()).message).toContain(
      'the fob is expired (at check). The fob is as it was.',
    );
  });

  it('whose transport key was rotated already is not rotated again', async () => {
    await run({ rotateTo: new Secret(TRANSPORT_KEY) });
    expect(steps).not.toContain('rotate-key');
  });
});

it('an error of provisioning holds no byte of the seed', async () => {
  fob.inside(loadSeed, () => 'internal');
  const error = await failure({ seed: new Secret(Uint8Array.from([222, 173, 190, 239])) });
  expect(JSON.stringify(error) + error.message + String(error.stack)).not.toMatch(/222|deadbeef/i);
});

/** Sealed boxes are answered so many times, then no more. */
function silentAfter(from: SealedFob, boxes: number): ReturnType<SealedFob['handlerOf']> {
  const open = from.handlerOf(0x11);
  let seen = 0;
  return (request) => (++seen > boxes ? 'silence' : open(request));
}
