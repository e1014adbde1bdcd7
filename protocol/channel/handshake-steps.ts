import { UsageError } from '../bytes/errors.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { KEY_LENGTH, SEAL_LENGTH } from './cipher-state.ts';
import type { HandshakeFault, HandshakeRefusal, HandshakeSetup } from './handshake.ts';
import { SymmetricState } from './symmetric-state.ts';

/** Length of an X25519 key, private or public, in bytes. */
const POINT_LENGTH = 32;

/** A handshake message taken apart; views of the bytes received. */
export interface HandshakeMessage {
  readonly ephemeral: Uint8Array;
  readonly sealed: Uint8Array;
}

/** @throws UsageError when a key has not 32 bytes. */
export function startHandshake(setup: HandshakeSetup): SymmetricState {
  if (setup.psk.length !== KEY_LENGTH) throw new UsageError('a transport key has 32 bytes');
  if (setup.ephemeral.length !== POINT_LENGTH) {
    throw new UsageError('an ephemeral key has 32 bytes');
  }
  const state = new SymmetricState(setup.primitives);
  state.mixHash(setup.prologue);
  return state;
}

/** The token `e`, which in a psk handshake goes into the key too (Noise §9.2). */
export function mixEphemeral(state: SymmetricState, publicKey: Uint8Array): void {
  state.mixHash(publicKey);
  state.mixKey(publicKey);
}

export function refuse(reason: HandshakeFault): HandshakeRefusal {
  return { ok: false, reason };
}

/** Undefined when the bytes are too few for a key and a tag. */
export function splitMessage(message: Uint8Array): HandshakeMessage | undefined {
  if (message.length < POINT_LENGTH + SEAL_LENGTH) return undefined;
  return {
    ephemeral: message.subarray(0, POINT_LENGTH),
    sealed: message.subarray(POINT_LENGTH),
  };
}

/**
 * The token `ee`. False when the shared secret is zero: a peer with a point of small order would
 * then have chosen it (RFC 7748 §6.1), and nothing has been mixed in.
 */
export function mixShared(
  state: SymmetricState,
  setup: HandshakeSetup,
  publicKey: Uint8Array,
): boolean {
  const shared = setup.primitives.x25519(setup.ephemeral, publicKey);
  // The bits are joined before they are judged, so the time does not tell where the first one is.
  if (shared.reduce((bits, byte) => bits | byte, 0) === 0) return false;
  state.mixKey(shared);
  return true;
}

export function joinMessage(publicKey: Uint8Array, sealed: Uint8Array): Uint8Array {
  return new ByteWriter(POINT_LENGTH + sealed.length).bytes(publicKey).bytes(sealed).finish();
}
