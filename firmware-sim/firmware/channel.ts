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
  /** Whether a sealed message has opened, which is what proves the key. */
  proven: boolean;
  usedAt: number;
}

/** The fob's end of the one sealed channel (docs/protocol/05-sealed-channel.md §5.4–5.7). */
export class Channel {
  readonly #core: Core;
  #open: Open | undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  close(link?: number): void {
    if (link === undefined || this.#open?.link === link) this.#open = undefined;
  }

  open(link: number, handshake: Uint8Array): Outcome<{ readonly handshake: Uint8Array }> {
    const { env, guard, memory } = this.#core;
    const uptime = env.rtc.uptime();
    if (memory.keyDamaged) return refuse('flash-damaged');
    if (guard.delay(uptime) > 0) return refuse('delayed');
    this.#open = undefined;
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
    this.#open = { link, channel: answer.channel, proven: false, usedAt: uptime };
    return ok({ handshake: answer.message });
  }

  /** Opens a sealed request, has it answered by `run` and seals the reply. */
  exchange(
    link: number,
    tag: Uint8Array,
    box: Box,
    run: (request: InnerRequest) => InnerReply,
  ): Outcome<Box> {
    const open = this.#current(link);
    if (open === undefined) return refuse('no-channel');
    const { send, receive } = open.channel;
    if (box.sequence !== receive.next) return refuse('out-of-sequence');
    const plaintext = receive.open(tag, box.ciphertext);
    if (plaintext === undefined) return refuse('seal-broken');
    open.usedAt = this.#core.env.rtc.uptime();
    if (!open.proven) {
      open.proven = true;
      this.#core.guard.clear();
    }
    const request = tryDecode(innerRequest, plaintext);
    const reply: InnerReply =
      request === undefined ? { command: 0, status: 'malformed' } : run(request);
    const sequence = send.next;
    const ciphertext = send.seal(tag, innerReply.encode(reply));
    return ciphertext === undefined ? refuse('no-channel') : ok({ sequence, ciphertext });
  }

  #current(link: number): Open | undefined {
    const open = this.#open;
    if (open?.link !== link) return undefined;
    if (this.#core.env.rtc.uptime() - open.usedAt > IDLE_TICKS) {
      this.#open = undefined;
      return undefined;
    }
    return open;
  }
}
