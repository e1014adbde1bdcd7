import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { NoiseInitiator, NoiseResponder } from '../../../protocol/channel/noise-nnpsk0.ts';
import { channelPrologue } from '../../../protocol/channel/prologue.ts';
import {
  accepted,
  counting,
  deviceId,
  flipBit,
  implementations,
  openedChannel,
  present,
  setup,
  sides,
} from './channel-support.ts';

const EMPTY = new Uint8Array(0);
const refusal = (reason: string) => ({ ok: false, reason });

describe.each(implementations)('the handshake on %s', (_, primitives) => {
  const message1 = accepted(sides(primitives).host.writeMessage()).message;

  it('has two messages of 48 bytes when the payloads are empty', () => {
    const { fob } = sides(primitives);
    accepted(fob.readMessage(message1));
    expect(message1).toHaveLength(48);
    expect(accepted(fob.writeMessage()).message).toHaveLength(48);
  });

  it('refuses another transport key at the first message', () => {
    const fob = new NoiseResponder(setup(primitives, 0x80, { psk: counting(32, 1) }));
    expect(fob.readMessage(message1)).toEqual(refusal('bad-tag'));
  });

  it('refuses another device id in the prologue at the first message', () => {
    const prologue = channelPrologue(1, flipBit(deviceId, 63));
    const fob = new NoiseResponder(setup(primitives, 0x80, { prologue }));
    expect(fob.readMessage(message1)).toEqual(refusal('bad-tag'));
  });

  it('refuses another protocol version in the prologue at the first message', () => {
    const prologue = channelPrologue(2, deviceId);
    const fob = new NoiseResponder(setup(primitives, 0x80, { prologue }));
    expect(fob.readMessage(message1)).toEqual(refusal('bad-tag'));
  });

  it('refuses the first message with any bit flipped', () => {
    for (let bit = 0; bit < message1.length * 8; bit++) {
      const { fob } = sides(primitives);
      expect(fob.readMessage(flipBit(message1, bit)), `bit ${String(bit)}`).toEqual(
        refusal('bad-tag'),
      );
    }
  });

  it('refuses the second message with any bit flipped', () => {
    const { fob } = sides(primitives);
    accepted(fob.readMessage(message1));
    const message2 = accepted(fob.writeMessage()).message;
    for (let bit = 0; bit < message2.length * 8; bit++) {
      const { host } = sides(primitives);
      host.writeMessage();
      expect(host.readMessage(flipBit(message2, bit)), `bit ${String(bit)}`).toEqual(
        refusal('bad-tag'),
      );
    }
  });

  it('refuses every truncation of the first message', () => {
    for (let length = 0; length < message1.length; length++) {
      const { fob } = sides(primitives);
      expect(fob.readMessage(message1.subarray(0, length))).toEqual(refusal('truncated'));
    }
  });

  it('refuses every truncation of the second message', () => {
    const { fob } = sides(primitives);
    accepted(fob.readMessage(message1));
    const message2 = accepted(fob.writeMessage()).message;
    for (let length = 0; length < message2.length; length++) {
      const { host } = sides(primitives);
      host.writeMessage();
      expect(host.readMessage(message2.subarray(0, length))).toEqual(refusal('truncated'));
    }
  });

  it('refuses a message with bytes appended', () => {
    const longer = new Uint8Array([...message1, 0]);
    expect(sides(primitives).fob.readMessage(longer)).toEqual(refusal('bad-tag'));
  });

  it('refuses a host whose ephemeral key makes the shared secret zero', () => {
    const weak = { ...primitives, x25519PublicKey: () => new Uint8Array(32) };
    const host = new NoiseInitiator(setup(weak, 0x40));
    const { fob } = sides(primitives);
    accepted(fob.readMessage(accepted(host.writeMessage()).message));
    expect(fob.writeMessage()).toEqual(refusal('weak-key'));
  });

  it('refuses a fob whose ephemeral key makes the shared secret zero', () => {
    const { host } = sides(primitives);
    host.writeMessage();
    expect(host.readMessage(new Uint8Array(48))).toEqual(refusal('weak-key'));
  });

  it('lets a replayed first message pass, but no recorded transport message opens', () => {
    const recorded = openedChannel(primitives);
    const sealed = present(recorded.host.send.seal(EMPTY, counting(20)));
    expect(recorded.fob.receive.open(EMPTY, sealed)).toEqual(counting(20));

    const replayed = new NoiseResponder(setup(primitives, 0xa0));
    accepted(replayed.readMessage(message1));
    const { channel } = accepted(replayed.writeMessage());
    expect(channel.receive.open(EMPTY, sealed)).toBeUndefined();
  });

  it('gives both sides the same handshake hash and crossed ciphers', () => {
    const { host, fob } = openedChannel(primitives);
    expect(host.handshakeHash).toEqual(fob.handshakeHash);
    const request = present(host.send.seal(EMPTY, counting(3)));
    const reply = present(fob.send.seal(EMPTY, counting(3)));
    expect(request).not.toEqual(reply);
    expect(fob.receive.open(EMPTY, request)).toEqual(counting(3));
    expect(host.receive.open(EMPTY, reply)).toEqual(counting(3));
  });

  it('carries payloads of any length and refuses any flipped bit in them', () => {
    const payload = fc.uint8Array({ maxLength: 70 });
    const property = fc.property(payload, payload, fc.nat(), (first, second, place) => {
      const { host, fob } = sides(primitives);
      const one = accepted(host.writeMessage(first)).message;
      const damaged = flipBit(one, place % (one.length * 8));
      expect(sides(primitives).fob.readMessage(damaged).ok).toBe(false);
      expect(accepted(fob.readMessage(one)).payload).toEqual(first);
      const two = accepted(fob.writeMessage(second)).message;
      expect(accepted(host.readMessage(two)).payload).toEqual(second);
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('carries what one implementation seals to the other', () => {
    for (const [, other] of implementations) {
      const host = new NoiseInitiator(setup(primitives, 0x40));
      const fob = new NoiseResponder(setup(other, 0x80));
      accepted(fob.readMessage(accepted(host.writeMessage()).message));
      const reply = accepted(fob.writeMessage());
      const { channel } = accepted(host.readMessage(reply.message));
      const sealed = present(channel.send.seal(counting(8), counting(40)));
      expect(reply.channel.receive.open(counting(8), sealed)).toEqual(counting(40));
    }
  });
});

describe.each(implementations)('each step of a handshake on %s', (_, primitives) => {
  const outOfTurn = refusal('out-of-turn');

  it('is refused to a host before its turn', () => {
    expect(sides(primitives).host.readMessage(new Uint8Array(48))).toEqual(outOfTurn);
  });

  it('is refused to a fob before its turn', () => {
    expect(sides(primitives).fob.writeMessage()).toEqual(outOfTurn);
  });

  it('is refused a second time', () => {
    const { host, fob } = sides(primitives);
    const one = accepted(host.writeMessage()).message;
    expect(host.writeMessage()).toEqual(outOfTurn);
    accepted(fob.readMessage(one));
    expect(fob.readMessage(one)).toEqual(outOfTurn);
    // A second reading spends nothing: the reply is still owed.
    const two = accepted(fob.writeMessage()).message;
    expect(fob.writeMessage()).toEqual(outOfTurn);
    accepted(host.readMessage(two));
    expect(host.readMessage(two)).toEqual(outOfTurn);
  });

  it('is refused to a fob after a message that it refused', () => {
    const { host, fob } = sides(primitives);
    const one = accepted(host.writeMessage()).message;
    expect(fob.readMessage(flipBit(one, 300)).ok).toBe(false);
    expect(fob.readMessage(one)).toEqual(outOfTurn);
    expect(fob.writeMessage()).toEqual(outOfTurn);
  });

  it('is refused to a host after a message that it refused', () => {
    const { host, fob } = sides(primitives);
    accepted(fob.readMessage(accepted(host.writeMessage()).message));
    const two = accepted(fob.writeMessage()).message;
    expect(host.readMessage(flipBit(two, 300)).ok).toBe(false);
    expect(host.readMessage(two)).toEqual(outOfTurn);
  });

  it('wants a transport key and an ephemeral key of 32 bytes', () => {
    for (const change of [{ psk: counting(31) }, { ephemeral: counting(33) }]) {
      expect(() => new NoiseInitiator(setup(primitives, 0x40, change))).toThrow(UsageError);
      expect(() => new NoiseResponder(setup(primitives, 0x80, change))).toThrow(UsageError);
    }
  });
});

describe('the prologue', () => {
  it('is the protocol version and the device id', () => {
    expect(channelPrologue(1, counting(8, 0x10))).toEqual(
      Uint8Array.from([1, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17]),
    );
  });

  it('refuses a version above one byte and a device id of another length', () => {
    expect(() => channelPrologue(256, deviceId)).toThrow(UsageError);
    expect(() => channelPrologue(1, counting(7))).toThrow(UsageError);
  });
});
