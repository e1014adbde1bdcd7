import { expect } from 'vitest';
import { browserPrimitives } from '../../../host/client/browser/primitives.ts';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { cryptoEngine } from '../../../firmware-sim/hardware/crypto-engine.ts';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import type {
  HandshakeRefusal,
  HandshakeSetup,
  SealedChannel,
} from '../../../protocol/channel/handshake.ts';
import { NoiseInitiator, NoiseResponder } from '../../../protocol/channel/noise-nnpsk0.ts';
import type { ChannelPrimitives } from '../../../protocol/channel/primitives.ts';
import { channelPrologue } from '../../../protocol/channel/prologue.ts';

/**
 * The chip's crypto block and OpenSSL: two implementations that know nothing of each other. A
 * browser's host has the library of the first.
 */
export const implementations: readonly (readonly [string, ChannelPrimitives])[] = [
  ['the crypto engine', cryptoEngine],
  ['node:crypto', nodePrimitives],
  ['the browser', browserPrimitives],
];

export const deviceId = fromHex('f0b17a5500000017');

/** `length` bytes that count up from `first`. */
export function counting(length: number, first = 0): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => first + i);
}

export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice();
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
}

export function setup(
  primitives: ChannelPrimitives,
  ephemeral: number,
  change: Partial<HandshakeSetup> = {},
): HandshakeSetup {
  return {
    primitives,
    psk: counting(32),
    prologue: channelPrologue(1, deviceId),
    ephemeral: counting(32, ephemeral),
    ...change,
  };
}

export interface Sides {
  readonly host: NoiseInitiator;
  readonly fob: NoiseResponder;
}

/** A host and a fob that agree about the key and the prologue. */
export function sides(primitives: ChannelPrimitives): Sides {
  return {
    host: new NoiseInitiator(setup(primitives, 0x40)),
    fob: new NoiseResponder(setup(primitives, 0x80)),
  };
}

/** The result as a success; a refusal fails the test. */
export function accepted<T extends { readonly ok: true }>(result: T | HandshakeRefusal): T {
  if (!result.ok) expect.fail(`refused: ${result.reason}`);
  return result;
}

/** The two ends of a channel, opened with both handshake messages untouched. */
export function openedChannel(primitives: ChannelPrimitives): {
  readonly host: SealedChannel;
  readonly fob: SealedChannel;
} {
  const { host, fob } = sides(primitives);
  accepted(fob.readMessage(accepted(host.writeMessage()).message));
  const reply = accepted(fob.writeMessage());
  return { host: accepted(host.readMessage(reply.message)).channel, fob: reply.channel };
}

/** The bytes, where `undefined` fails the test. */
export function present(bytes: Uint8Array | undefined): Uint8Array {
  expect(bytes).toBeDefined();
  return bytes ?? new Uint8Array(0);
}
