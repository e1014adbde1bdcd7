import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../../protocol/bytes/utf8.ts';
import { NOISE_PROTOCOL, SymmetricState } from '../../../protocol/channel/symmetric-state.ts';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { counting, flipBit } from './channel-support.ts';

it('starts with the protocol name, unhashed, as the handshake hash (Noise §5.2)', () => {
  expect(new SymmetricState(nodePrimitives).handshakeHash).toEqual(encodeUtf8(NOISE_PROTOCOL));
});

it('leaves a payload readable while no key is mixed in', () => {
  const state = new SymmetricState(nodePrimitives);
  expect(state.encryptAndHash(counting(5))).toEqual(counting(5));
  expect(new SymmetricState(nodePrimitives).decryptAndHash(counting(5))).toEqual(counting(5));
});

it('changes nothing when a payload does not open', () => {
  const [writer, reader] = [new SymmetricState(nodePrimitives), new SymmetricState(nodePrimitives)];
  writer.mixKey(counting(32));
  reader.mixKey(counting(32));
  const sealed = writer.encryptAndHash(counting(5));
  const before = reader.handshakeHash;
  expect(reader.decryptAndHash(flipBit(sealed, 0))).toBeUndefined();
  expect(reader.handshakeHash).toEqual(before);
  expect(reader.decryptAndHash(sealed)).toEqual(counting(5));
  expect(reader.handshakeHash).toEqual(writer.handshakeHash);
});
