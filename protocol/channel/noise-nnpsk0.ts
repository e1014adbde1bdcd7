import { copyBytes } from '../bytes/copy.ts';
import type { HandshakeRefusal, HandshakeSetup, SealedChannel } from './handshake.ts';
import {
  joinMessage,
  mixEphemeral,
  mixShared,
  refuse,
  splitMessage,
  startHandshake,
} from './handshake-steps.ts';
import type { SymmetricState } from './symmetric-state.ts';

const EMPTY = new Uint8Array(0);

type Step = 'first' | 'second' | 'spent';

export type InitiatorWrite = { readonly ok: true; readonly message: Uint8Array } | HandshakeRefusal;

export type InitiatorRead =
  | { readonly ok: true; readonly payload: Uint8Array; readonly channel: SealedChannel }
  | HandshakeRefusal;

export type ResponderRead = { readonly ok: true; readonly payload: Uint8Array } | HandshakeRefusal;

export type ResponderWrite =
  | { readonly ok: true; readonly message: Uint8Array; readonly channel: SealedChannel }
  | HandshakeRefusal;

/**
 * The host's side of Noise_NNpsk0_25519_AESGCM_SHA256 (Noise revision 34 §7.4 and §9):
 * `-> psk, e` and `<- e, ee`; docs/protocol/05-sealed-channel.md §5.4. First `writeMessage`, then
 * `readMessage`, each once; after a refusal the handshake is over.
 */
export class NoiseInitiator {
  readonly #setup: HandshakeSetup;
  readonly #state: SymmetricState;
  #step: Step = 'first';

  /** @throws UsageError when a key has not 32 bytes. */
  constructor(setup: HandshakeSetup) {
    this.#setup = setup;
    this.#state = startHandshake(setup);
  }

  /** Message 1: `psk, e`, payload. */
  writeMessage(payload: Uint8Array = EMPTY): InitiatorWrite {
    if (this.#step !== 'first') return refuse('out-of-turn');
    this.#step = 'second';
    this.#state.mixKeyAndHash(this.#setup.psk);
    const publicKey = this.#setup.primitives.x25519PublicKey(this.#setup.ephemeral);
    mixEphemeral(this.#state, publicKey);
    return { ok: true, message: joinMessage(publicKey, this.#state.encryptAndHash(payload)) };
  }

  /** Message 2: `e, ee`, payload. */
  readMessage(message: Uint8Array): InitiatorRead {
    if (this.#step !== 'second') return refuse('out-of-turn');
    this.#step = 'spent';
    const parts = splitMessage(message);
    if (parts === undefined) return refuse('truncated');
    mixEphemeral(this.#state, parts.ephemeral);
    if (!mixShared(this.#state, this.#setup, parts.ephemeral)) return refuse('weak-key');
    const payload = this.#state.decryptAndHash(parts.sealed);
    if (payload === undefined) return refuse('bad-tag');
    const [send, receive] = this.#state.split();
    const handshakeHash = this.#state.handshakeHash;
    return { ok: true, payload, channel: { send, receive, handshakeHash } };
  }
}

/**
 * The fob's side: first `readMessage`, then `writeMessage`, each once; after a refusal the
 * handshake is over. A first message that was recorded and is sent again passes here, so only the
 * first transport message that opens proves that the host knows the key (§5.7).
 */
export class NoiseResponder {
  readonly #setup: HandshakeSetup;
  readonly #state: SymmetricState;
  #step: Step = 'first';
  #remote: Uint8Array = EMPTY;

  /** @throws UsageError when a key has not 32 bytes. */
  constructor(setup: HandshakeSetup) {
    this.#setup = setup;
    this.#state = startHandshake(setup);
  }

  /** Message 1. A host with another key is found here, by the tag of the payload. */
  readMessage(message: Uint8Array): ResponderRead {
    if (this.#step !== 'first') return refuse('out-of-turn');
    this.#step = 'spent';
    const parts = splitMessage(message);
    if (parts === undefined) return refuse('truncated');
    this.#state.mixKeyAndHash(this.#setup.psk);
    mixEphemeral(this.#state, parts.ephemeral);
    const payload = this.#state.decryptAndHash(parts.sealed);
    if (payload === undefined) return refuse('bad-tag');
    this.#remote = copyBytes(parts.ephemeral);
    this.#step = 'second';
    return { ok: true, payload };
  }

  /** Message 2. */
  writeMessage(payload: Uint8Array = EMPTY): ResponderWrite {
    if (this.#step !== 'second') return refuse('out-of-turn');
    this.#step = 'spent';
    const publicKey = this.#setup.primitives.x25519PublicKey(this.#setup.ephemeral);
    mixEphemeral(this.#state, publicKey);
    if (!mixShared(this.#state, this.#setup, this.#remote)) return refuse('weak-key');
    const message = joinMessage(publicKey, this.#state.encryptAndHash(payload));
    const [receive, send] = this.#state.split();
    const handshakeHash = this.#state.handshakeHash;
    return { ok: true, message, channel: { send, receive, handshakeHash } };
  }
}
