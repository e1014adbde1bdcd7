import {
  type Command,
  equalBytes,
  innerReply,
  innerRequest,
  keyCheck,
  keyCheckTag,
  loadedParameters,
  loadSeed,
  rotateTransportKey,
  sealed,
  type SealedChannel,
  setClock,
  trimClock,
  wipe,
} from '@fobkit/protocol';
import { DeviceError } from '../device-error.ts';
import { BadReplyError, ChannelError } from '../errors.ts';
import type { HostEnv } from '../host-env.ts';
import { type Secret, secretBytes } from '../secret.ts';
import { type CallOptions, decodeReply, readReply } from '../wire/call.ts';
import type { WireClient } from '../wire/wire-client.ts';
import type { AdminSession, ClockSetting, SeedAndParameters } from './device.ts';

const NONCE_LENGTH = 16;

/**
 * The commands of the sealed channel, over one channel (docs/protocol/05-sealed-channel.md §5.5).
 * The channel is over when the link was lost, when a reply stayed out or did not open, or when a
 * command was cancelled under way: then each method rejects with `ChannelError`, and whoever
 * holds the transport key opens another.
 */
export class SealedSession implements AdminSession {
  readonly #client: WireClient;
  readonly #env: HostEnv;
  readonly #deviceId: Uint8Array;
  readonly #channel: SealedChannel;
  readonly #generation: number;
  #over = false;

  constructor(
    client: WireClient,
    env: HostEnv,
    opened: { readonly channel: SealedChannel; readonly deviceId: Uint8Array },
  ) {
    this.#client = client;
    this.#env = env;
    this.#channel = opened.channel;
    this.#deviceId = opened.deviceId;
    this.#generation = client.generation;
  }

  /** Names this channel on both sides; no secret. */
  get handshakeHash(): Uint8Array {
    return this.#channel.handshakeHash;
  }

  loadSeed(load: SeedAndParameters, options?: CallOptions): Promise<{ keyGeneration: number }> {
    return this.#call(loadSeed, { seed: secretBytes(load.seed), ...load.parameters }, options);
  }

  setClock(clock: number, options?: CallOptions): Promise<ClockSetting> {
    return this.#call(setClock, { clock }, options);
  }

  trimClock(trimPpb: number, options?: CallOptions): Promise<{ before: number }> {
    return this.#call(trimClock, { trimPpb }, options);
  }

  rotateTransportKey(
    key: Secret | Uint8Array,
    options?: CallOptions,
  ): Promise<{ keyGeneration: number }> {
    return this.#call(rotateTransportKey, { key: secretBytes(key) }, options);
  }

  async keyCheck(expected: SeedAndParameters, options?: CallOptions): Promise<boolean> {
    const nonce = this.#env.randomBytes(NONCE_LENGTH);
    const reply = await this.#call(keyCheck, { nonce }, options);
    const tag = keyCheckTag(this.#env.primitives, {
      seed: secretBytes(expected.seed),
      nonce,
      deviceId: this.#deviceId,
      parameters: loadedParameters.encode(expected.parameters),
    });
    return equalBytes(tag, reply.tag);
  }

  async wipe(options?: CallOptions): Promise<void> {
    await this.#call(wipe, {}, options);
  }

  async #call<Request, Reply>(
    command: Command<Request, Reply>,
    request: Request,
    options: CallOptions = {},
  ): Promise<Reply> {
    const payload = command.request.encode(request);
    const inner = innerRequest.encode({ command: command.code, payload });
    payload.fill(0);
    try {
      const plain = await this.#exchange(command.name, inner, options);
      const reply = decodeReply(this.#client.url, command.name, () => innerReply.decode(plain));
      this.#client.transcript.opened(command.name, reply.status);
      return readReply(this.#client.url, command, reply);
    } finally {
      inner.fill(0);
    }
  }

  /** Sends one box and opens the one that comes back. */
  async #exchange(name: string, inner: Uint8Array, options: CallOptions): Promise<Uint8Array> {
    let sentTag: Uint8Array | undefined;
    try {
      const reply = await this.#client.request({
        command: { name, code: sealed.code },
        payload: (tag) => {
          const box = this.#seal(tag, inner);
          sentTag = tag;
          return box;
        },
        ...options,
      });
      if (reply.status !== 'ok') throw new DeviceError(this.#client.url, name, reply.status);
      return this.#unseal(name, sentTag ?? new Uint8Array(0), reply.payload);
    } catch (error) {
      // What the fob made of the box is unknown, so the numbers of the two sides may differ.
      if (sentTag !== undefined) this.#over = true;
      throw error;
    }
  }

  #seal(tag: Uint8Array, inner: Uint8Array): Uint8Array {
    if (this.#over || this.#generation !== this.#client.generation) {
      throw new ChannelError(this.#client.url, 'the sealed channel is over; open it again');
    }
    const sequence = this.#channel.send.next;
    const ciphertext = this.#channel.send.seal(tag, inner);
    if (ciphertext === undefined) {
      throw new ChannelError(this.#client.url, 'the sealed channel is used up; open it again');
    }
    return sealed.request.encode({ sequence, ciphertext });
  }

  #unseal(name: string, tag: Uint8Array, payload: Uint8Array | undefined): Uint8Array {
    const { url } = this.#client;
    if (payload === undefined) throw new BadReplyError(url, name, 'it has no payload');
    const box = decodeReply(url, name, () => sealed.reply.decode(payload));
    if (box.sequence !== this.#channel.receive.next) {
      throw new BadReplyError(url, name, 'its box has another number than is due');
    }
    const plain = this.#channel.receive.open(tag, box.ciphertext);
    if (plain === undefined) throw new BadReplyError(url, name, 'its box does not open');
    return plain;
  }
}
