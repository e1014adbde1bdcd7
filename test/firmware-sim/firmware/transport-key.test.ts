import { rotateTransportKey, wink, wipe } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { blankFob, expectOk, loadedFob, RawHost } from '../../support/raw-host.ts';
import { eventsOf, infoOf, powerCycle, replyOf } from './firmware-support.ts';

const OWN = new Uint8Array(32).fill(0xc3);
const NEXT = new Uint8Array(32).fill(0xd4);
const SEALED_WINK = { ...wink, sealed: true };

function rotated(host = new RawHost(blankFob())): RawHost {
  expectOk(host.open());
  expect(replyOf(host.sealedCall(rotateTransportKey, { key: OWN }))).toEqual({ keyGeneration: 1 });
  return host;
}

describe('RotateTransportKey', () => {
  it('puts the new key in the place of the old one, a generation later', () => {
    const host = rotated();
    expect(infoOf(host).keyGeneration).toBe(1);
    expect(host.open(host.factoryKey)).toBe('wrong-key');
    expect(host.open(OWN)).toBe('ok');
    expect(eventsOf(host)).toContain('key-rotated');
  });

  it.each<[string, (host: RawHost) => Uint8Array]>([
    ['of zeros', () => new Uint8Array(32)],
    ['that is the factory key', (host) => host.factoryKey],
    ['that holds already', () => OWN],
  ])('refuses a key %s and changes nothing', (_, weak) => {
    const host = rotated();
    const before = host.fob.parts.flash.programmedBytes;
    expect(host.sealedCall(rotateTransportKey, { key: weak(host) }).status).toBe('weak-key');
    expect(host.fob.parts.flash.programmedBytes).toBe(before);
    expect(infoOf(host).keyGeneration).toBe(1);
    expect(host.open(OWN)).toBe('ok');
  });

  it('refuses the factory key on a fob where it holds', () => {
    const host = new RawHost(blankFob());
    expectOk(host.open());
    const { factoryKey: key } = host;
    expect(host.sealedCall(rotateTransportKey, { key }).status).toBe('weak-key');
    expect(infoOf(host).keyGeneration).toBe(0);
  });

  it('counts on with each key', () => {
    const host = rotated();
    expect(replyOf(host.sealedCall(rotateTransportKey, { key: NEXT }))).toEqual({
      keyGeneration: 2,
    });
    expect(host.open(OWN)).toBe('wrong-key');
    expect(host.open(NEXT)).toBe('ok');
  });

  it('leaves the channel open through which it came', () => {
    expect(rotated().sealedCall(SEALED_WINK, {}).status).toBe('unknown-command');
  });

  it('holds over a reset and a load', () => {
    const host = rotated(loadedFob());
    powerCycle(host.fob);
    const after = new RawHost(host.fob);
    expect(infoOf(after).keyGeneration).toBe(1);
    expect(after.open(OWN)).toBe('ok');
  });

  it('ends with a wipe: the factory key holds again, generation 0', () => {
    const host = rotated(loadedFob());
    expectOk(host.sealedCall(wipe, {}).status);
    expect(infoOf(host).keyGeneration).toBe(0);
    expect(host.open(OWN)).toBe('wrong-key');
    expect(host.open(host.factoryKey)).toBe('ok');
  });

  it('leaves no byte of the key it replaces in flash', () => {
    const host = rotated();
    expectOk(host.sealedCall(rotateTransportKey, { key: NEXT }).status);
    const { flash } = host.fob.parts;
    const image = Buffer.from(flash.read(0, flash.pageSize * flash.pageCount));
    expect(image.includes(Buffer.from(OWN.subarray(0, 8)))).toBe(false);
    expect(image.includes(Buffer.from(NEXT))).toBe(true);
  });

  it.each([31, 33])('of a key of %d bytes is no request', (length) => {
    expect(() => rotateTransportKey.request.encode({ key: new Uint8Array(length) })).toThrow();
  });
});

it('fobs of one batch have different keys', () => {
  const [a, b] = [new RawHost(blankFob()), new RawHost(blankFob())];
  expect(a.factoryKey).toEqual(b.factoryKey);
  const other = new Uint8Array(32).fill(1);
  expect(a.open(other)).toBe('wrong-key');
});
