import {
  batchKeyId,
  catalogue,
  loadedParameters,
  loadSeed,
  rotateTransportKey,
} from '@fobkit/protocol';
import { profiles } from '@fobkit/firmware-sim';
import { describe, expect, it } from 'vitest';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import {
  BATCH_KEY,
  blankFob,
  DEVICE_ID,
  expectOk,
  HOTP_LOAD,
  loadedFob,
  profileNamed,
  RawHost,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import { infoOf, variant } from './firmware-support.ts';

describe('GetInfo', () => {
  it('tells who the fob is', () => {
    expect(infoOf(new RawHost(blankFob()))).toMatchObject({
      protocolVersion: 1,
      deviceId: DEVICE_ID,
      model: profileNamed('generic').product.model,
      firmwareVersion: '1.0.0',
      keyGeneration: 0,
      batchKeyId: batchKeyId(nodePrimitives, BATCH_KEY),
    });
  });

  it.each(profiles.map((profile) => [profile.name, profile] as const))(
    'tells what the profile %s can do',
    (_, profile) => {
      const { features } = infoOf(new RawHost(blankFob(profile.name, profile)));
      const { clock, steps, modes, algorithms, minDigits, maxDigits } = profile.product;
      expect(features).toEqual({
        modes,
        algorithms,
        minDigits,
        maxDigits,
        ...(steps === 'any' ? {} : { steps }),
        commands: catalogue.map(({ code }) => code),
        clockAdjustLimitSeconds: clock.adjustLimitSeconds,
        trimLimitPpb: clock.trimLimitPpb,
        hasButton: true,
      });
    },
  );

  it('tells a model and a version of 32 bytes', () => {
    const profile = variant('generic', { model: 'm'.repeat(32), firmwareVersion: '1'.repeat(32) });
    const info = infoOf(new RawHost(blankFob('generic', profile)));
    expect([info.model.length, info.firmwareVersion.length]).toEqual([32, 32]);
  });

  it('tells nothing of a load while the fob is blank', () => {
    expect(infoOf(new RawHost(blankFob())).loaded).toBeUndefined();
  });

  it.each([
    ['TOTP', { ...TOTP_LOAD, expiry: 2_000_000_000 }],
    ['HOTP', { ...HOTP_LOAD, counter: 77 }],
  ])('tells every parameter of a %s load and not the seed', (_, load) => {
    const { seed: _seed, ...parameters } = load;
    const { loaded } = infoOf(loadedFob('generic', load));
    expect(loaded).toEqual(parameters);
  });

  it('tells the loaded parameters in the bytes of LoadSeed without the seed', () => {
    const { loaded } = infoOf(loadedFob());
    if (loaded === undefined) throw new Error('blank');
    const sent = loadSeed.request.encode(TOTP_LOAD);
    const shown = loadedParameters.encode(loaded);
    expect(shown.subarray(1)).toEqual(sent.subarray(sent.length - shown.length + 1));
  });

  it('tells the generation of the transport key', () => {
    const host = loadedFob();
    for (const generation of [1, 2]) {
      const key = new Uint8Array(32).fill(generation);
      expectOk(host.sealedCall(rotateTransportKey, { key }).status);
      expect(infoOf(host).keyGeneration).toBe(generation);
    }
  });
});
