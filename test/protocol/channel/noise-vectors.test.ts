import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { NoiseInitiator, NoiseResponder } from '../../../protocol/channel/noise-nnpsk0.ts';
import { NOISE_PROTOCOL } from '../../../protocol/channel/symmetric-state.ts';
import file from '../../vectors/noise-nnpsk0.json' with { type: 'json' };
import { accepted, implementations, present } from './channel-support.ts';

const vectors = file.vectors.filter((vector) => vector.protocol_name === NOISE_PROTOCOL);

const EMPTY = new Uint8Array(0);

it('the vector file has vectors of our handshake', () => {
  expect(vectors.length).toBeGreaterThan(0);
});

describe.each(implementations)('Noise vectors on %s', (_, primitives) => {
  it.each(vectors)('handshake $handshake_hash', (vector) => {
    const [first, second, ...transport] = vector.messages;
    if (first === undefined || second === undefined) expect.fail('the vector has no handshake');
    const host = new NoiseInitiator({
      primitives,
      psk: fromHex(vector.init_psks[0] ?? ''),
      prologue: fromHex(vector.init_prologue),
      ephemeral: fromHex(vector.init_ephemeral),
    });
    const fob = new NoiseResponder({
      primitives,
      psk: fromHex(vector.resp_psks[0] ?? ''),
      prologue: fromHex(vector.resp_prologue),
      ephemeral: fromHex(vector.resp_ephemeral),
    });

    const { message: message1 } = accepted(host.writeMessage(fromHex(first.payload)));
    expect(toHex(message1)).toBe(first.ciphertext);
    expect(toHex(accepted(fob.readMessage(message1)).payload)).toBe(first.payload);

    const reply = accepted(fob.writeMessage(fromHex(second.payload)));
    expect(toHex(reply.message)).toBe(second.ciphertext);
    const opened = accepted(host.readMessage(reply.message));
    expect(toHex(opened.payload)).toBe(second.payload);
    expect(toHex(opened.channel.handshakeHash)).toBe(vector.handshake_hash);
    expect(toHex(reply.channel.handshakeHash)).toBe(vector.handshake_hash);

    expect(transport.length).toBeGreaterThan(0);
    transport.forEach(({ payload, ciphertext }, index) => {
      const hostSends = index % 2 === 0;
      const from = hostSends ? opened.channel : reply.channel;
      const to = hostSends ? reply.channel : opened.channel;
      const sealed = present(from.send.seal(EMPTY, fromHex(payload)));
      expect(toHex(sealed)).toBe(ciphertext);
      expect(toHex(present(to.receive.open(EMPTY, sealed)))).toBe(payload);
    });
  });
});
