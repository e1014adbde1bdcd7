import {
  channelPrologue,
  innerReply,
  innerRequest,
  NoiseResponder,
  PROTOCOL_VERSION,
  type SealedChannel,
  tryDecode,
} from '@fobkit/protocol';
import type { Core } from './core.ts';
import { ok, type Outcome, refuse } from './outcome.ts';
import { secondsToTicks } from './ticks.ts';

/** A channel that nothing was sent through for this long is closed. */
const IDLE_TICKS = secondsToTicks(60);

export interface Box {
  readonly sequence: number;
  readonly ciphertext: Uint8Array;
}

export interface InnerRequest {
  readonly command: number;
  readonly payload: Uint8Array;
}

export interface InnerReply {
  readonly command: number;
  readonly payload?: Uint8Array | undefined;
  readonly status: Outcome<unknown>['status'];
}

interface Open {
  readonly link: number;
  readonly channel: SealedChannel;
  usedAt: number;
}

/**
 * The fob's end of the sealed channel (docs/protocol/05-sealed-channel.md §5.4–5.7): one that has
 * proven itself and, beside it, one whose handshake verified but that no sealed message has come
 * through yet. A recorded handshake verifies too, so it must not end the channel of others.
 */
export class Channel {
  readonly #core: Core;
  #proven: Open | undefined;
  #pending: Open | undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  close(link: number): void {
    if (this.#proven?.link === link) this.#proven = undefined;
    if (this.#pending?.link === link) this.#pending = undefined;
  }

  open(link: number, handshake: Uint8Array): Outcome<{ readonly handshake: Uint8Array }> {
    const { env, guard, memory } = this.#core;
    const uptime = env.rtc.uptime();
    if (memory.keyDamaged) return refuse('flash-damaged');
    if (guard.delay(uptime) > 0) return refuse('delayed');
    if (guard.commitAttempt(uptime) !== 'ok') return refuse('flash-failed');
    const responder = new NoiseResponder({
      primitives: env.crypto,
      psk: this.#core.transportKey,
      prologue: channelPrologue(PROTOCOL_VERSION, env.deviceId),
      ephemeral: env.rng.bytes(32),
    });
    const answer = responder.readMessage(handshake).ok ? responder.writeMessage() : undefined;
    if (!answer?.ok) {
      memory.putWrongKeys(memory.wrongKeys + 1);
      this.#core.log('wrong-key', memory.attempts);
      return refuse('wrong-key');
    }
    this.#pending = { link, channel: answer.channel, usedAt: uptime };
    return ok({ handshake: answer.message });
  }

  /** Opens a sealed request, has it answered by `run` and seals the reply. */
  exchange(
    link: number,
    tag: Uint8Array,
    box: Box,
    run: (request: InnerRequest) => InnerReply,
  ): Outcome<Box> {
    const open = this.#on(link);
    if (open.length === 0) return refuse('no-channel');
    const due = open.filter(({ channel }) => channel.receive.next === box.sequence);
    for (const one of due) {
      const plaintext = one.channel.receive.open(tag, box.ciphertext);
      if (plaintext !== undefined) return this.#answer(one, tag, plaintext, run);
    }
    return refuse(due.length === 0 ? 'out-of-sequence' : 'seal-broken');
  }

  #answer(
    open: Open,
    tag: Uint8Array,
    plaintext: Uint8Array,
    run: (request: InnerRequest) => InnerReply,
  ): Outcome<Box> {
    open.usedAt = this.#core.env.rtc.uptime();
    if (open === this.#pending) {
      this.#proven = open;
      this.#pending = undefined;
      this.#core.guard.clear();
    }
    const key = this.#core.transportKey;
    const request = tryDecode(innerRequest, plaintext);
    const reply: InnerReply =
      request === undefined ? { command: 0, status: 'malformed' } : run(request);
    // A key that holds no longer proves nothing: what waits for its proof under it is over.
    if (this.#core.transportKey !== key) this.#pending = undefined;
    const { send } = open.channel;
    const sequence = send.next;
    const ciphertext = send.seal(tag, innerReply.encode(reply));
    return ciphertext === undefined ? refuse('no-channel') : ok({ sequence, ciphertext });
  }

  /** The channels of a link, the one that is to prove itself first; idle ones end here. */
  #on(link: number): readonly Open[] {
    const oldest = this.#core.env.rtc.uptime() - IDLE_TICKS;
    if (this.#pending !== undefined && this.#pending.usedAt < oldest) this.#pending = undefined;
    if (this.#proven !== undefined && this.#proven.usedAt < oldest) this.#proven = undefined;
    return [this.#pending, this.#proven]
      .filter((one) => one !== undefined)
      .filter((one) => one.link === link);
  }
}
