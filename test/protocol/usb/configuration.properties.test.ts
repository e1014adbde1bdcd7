import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WireError } from '../../../protocol/bytes/errors.ts';
import { decodeBos, encodeBos } from '../../../protocol/usb/bos.ts';
import { decodeConfiguration, encodeConfiguration } from '../../../protocol/usb/configuration.ts';
import { decodeMsOs20Set, encodeMsOs20Set } from '../../../protocol/usb/ms-os-20.ts';
import { describeFob } from '../../../protocol/usb/fob-usb.ts';
import { CHERRY, FX2, HOLTEK, NACON } from './real-devices.ts';
import { usbConfiguration } from './usb-generators.ts';

const REAL = [CHERRY, FX2, HOLTEK, NACON].map(({ configuration }) => configuration);
const fob = describeFob({ deviceId: new Uint8Array(8), firmwareVersion: '1.0.0' });
const BOS = encodeBos(fob.bos ?? { capabilities: [] });
const SET = fob.msOs20?.set ?? new Uint8Array();

/** Either a value that stands for the bytes, or a WireError; anything else fails. */
function decodesOrRefuses<T>(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => T,
  encode: (value: T) => Uint8Array,
): void {
  let value: T;
  try {
    value = decode(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(WireError);
    return;
  }
  // Reserved bits are not kept, so that the value, not the bytes, comes back.
  expect(decode(encode(value))).toEqual(value);
}

const mutation = fc.record({
  at: fc.nat(0xffff),
  value: fc.oneof(fc.nat(0xff), fc.constantFrom(0, 1, 2, 0xff)),
});

function mutated(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  if (copy.length > 0) copy[at % copy.length] = value;
  return copy;
}

describe('configurations', () => {
  it('come back from their bytes', () => {
    fc.assert(
      fc.property(usbConfiguration, (configuration) => {
        expect(decodeConfiguration(encodeConfiguration(configuration))).toEqual(configuration);
      }),
    );
  });

  it('cut anywhere are refused', () => {
    fc.assert(
      fc.property(usbConfiguration, fc.nat(), (configuration, at) => {
        const bytes = encodeConfiguration(configuration);
        const cut = bytes.subarray(0, at % bytes.length);
        expect(() => decodeConfiguration(cut)).toThrow(WireError);
      }),
    );
  });

  it('with changed bytes are taken for what they then are, or refused', () => {
    const bytes = fc.oneof(usbConfiguration.map(encodeConfiguration), fc.constantFrom(...REAL));
    fc.assert(
      fc.property(bytes, fc.array(mutation, { minLength: 1, maxLength: 4 }), (whole, changes) => {
        const changed = changes.reduce((done, { at, value }) => mutated(done, at, value), whole);
        decodesOrRefuses(changed, decodeConfiguration, encodeConfiguration);
      }),
      { numRuns: 1000 },
    );
  });

  it('of real devices, each byte set to each edge', () => {
    for (const whole of REAL) {
      for (let at = 0; at < whole.length; at++) {
        for (const value of [0, 1, 2, 3, 0x7f, 0xff]) {
          decodesOrRefuses(mutated(whole, at, value), decodeConfiguration, encodeConfiguration);
        }
      }
    }
  });
});

describe('BOS and Microsoft OS 2.0 sets', () => {
  it('with each byte set to each value are taken for what they then are, or refused', () => {
    for (const value of [0, 1, 2, 3, 4, 5, 8, 0x10, 0x7f, 0x80, 0xff]) {
      for (let at = 0; at < SET.length; at++) {
        decodesOrRefuses(mutated(SET, at, value), decodeMsOs20Set, encodeMsOs20Set);
        decodesOrRefuses(mutated(BOS, at, value), decodeBos, encodeBos);
      }
    }
  });

  it('of any bytes end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        decodesOrRefuses(bytes, decodeBos, encodeBos);
        decodesOrRefuses(bytes, decodeMsOs20Set, encodeMsOs20Set);
        decodesOrRefuses(bytes, decodeConfiguration, encodeConfiguration);
      }),
    );
  });
});
