import type { CipherState } from './cipher-state.ts';
import type { ChannelPrimitives } from './primitives.ts';

/** What both sides bring to a handshake. */
export interface HandshakeSetup {
  readonly primitives: ChannelPrimitives;
  /** The transport key, 32 bytes. */
  readonly psk: Uint8Array;
  /** Both sides must give the same bytes; see `channelPrologue`. */
  readonly prologue: Uint8Array;
  /** A private X25519 key of 32 random bytes, never used for another handshake. */
  readonly ephemeral: Uint8Array;
}

/**
 * Why a handshake ended: the message is shorter than a handshake message; its tag does not verify
 * (another key, prologue or message); the peer's ephemeral key makes the shared secret zero; the
 * step is not the one that comes next, since each step of a handshake can be taken once.
 */
export type HandshakeFault = 'truncated' | 'bad-tag' | 'weak-key' | 'out-of-turn';

export interface HandshakeRefusal {
  readonly ok: false;
  readonly reason: HandshakeFault;
}

/** What a finished handshake leaves: a cipher for each direction. */
export interface SealedChannel {
  readonly send: CipherState;
  readonly receive: CipherState;
  /** SHA-256 over both messages and the prologue, 32 bytes: names this channel, is no secret. */
  readonly handshakeHash: Uint8Array;
}
