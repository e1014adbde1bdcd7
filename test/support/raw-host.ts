import { Fob, findProfile, type Profile, type WireEnd } from '@fobkit/firmware-sim';
import {
  channelPrologue,
  type Command,
  deriveTransportKey,
  encodeSerialFrame,
  innerReply,
  innerRequest,
  loadSeed,
  NoiseInitiator,
  openChannel,
  PROTOCOL_VERSION,
  replyEnvelope,
  requestEnvelope,
  sealed,
  type SealedChannel,
  type SeedLoad,
  SerialFrameParser,
  setClock,
  type Status,
} from '@fobkit/protocol';
import { nodePrimitives } from '../../host/client/node/primitives.ts';

export const TICKS = 32_768;
export const START = 1_750_000_000 * TICKS;
export const BATCH_KEY = new Uint8Array(32).fill(0xb7);
export const DEVICE_ID = Uint8Array.of(0xf0, 0xb1, 0, 0, 0, 0, 0, 1);
export const SEED = Uint8Array.from('12345678901234567890', (c) => c.charCodeAt(0));

export function profileNamed(name: string): Profile {
  const profile = findProfile(name);
  if (profile === undefined) throw new Error(`no profile ${name}`);
  return profile;
}

/** A blank fob of a fob type, at START, with a fixed seed for its dice. */
export function blankFob(name = 'generic', profile = profileNamed(name)): Fob {
  return new Fob({
    profile,
    deviceId: DEVICE_ID,
    batchKey: BATCH_KEY,
    worldTicks: START,
    seed: 1,
    crypto: nodePrimitives,
  });
}

export const TOTP_LOAD: SeedLoad = {
  seed: SEED,
  mode: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'SKTH00000017',
  purpose: 'test',
  stepSeconds: 30,
  t0: 0,
};

export const HOTP_LOAD: SeedLoad = {
  seed: SEED,
  mode: 'hotp',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'SKTH00000017',
  purpose: 'test',
  counter: 0,
};

export type Answer<Reply> =
  | { readonly status: 'ok'; readonly reply: Reply }
  | { readonly status: Exclude<Status, 'ok'> | 'silence' };

/**
 * A host of the tests' own: it speaks frames, envelopes and the channel by the protocol package
 * alone, at once and without timeouts, so that a test sees exactly what a fob answers.
 */
export class RawHost {
  readonly fob: Fob;
  readonly wire: WireEnd;
  /** Payloads of the frames that came and nobody took, oldest first. */
  readonly inbox: Uint8Array[] = [];
  channel: SealedChannel | undefined;
  #tag = 0;
  #ephemeral = 0;

  constructor(fob: Fob) {
    this.fob = fob;
    this.wire = fob.plugIn();
    const parser = new SerialFrameParser();
    this.wire.onBytes((bytes) => {
      for (const event of parser.push(bytes)) {
        if (event.type === 'frame') this.inbox.push(event.payload.slice());
      }
    });
  }

  nextTag(): Uint8Array {
    this.#tag++;
    return Uint8Array.of(0x7a, 0, 0, 0, 0, 0, this.#tag >> 8, this.#tag & 0xff);
  }

  /** Sends the bytes of a message in a frame; the message that comes back, if any. */
  exchange(message: Uint8Array): Uint8Array | undefined {
    this.inbox.length = 0;
    this.wire.write(encodeSerialFrame(message));
    return this.inbox.shift();
  }

  call<Request, Reply>(
    command: Command<Request, Reply>,
    request: Request,
    tag = this.nextTag(),
  ): Answer<Reply> {
    const payload = command.request.encode(request);
    const message = requestEnvelope.encode({
      version: PROTOCOL_VERSION,
      command: command.code,
      tag,
      payload,
    });
    const answer = this.exchange(message);
    if (answer === undefined) return { status: 'silence' };
    const reply = replyEnvelope.decode(answer);
    if (reply.status !== 'ok') return { status: reply.status };
    return { status: 'ok', reply: command.reply.decode(reply.payload ?? new Uint8Array()) };
  }

  get factoryKey(): Uint8Array {
    return deriveTransportKey(nodePrimitives, BATCH_KEY, this.fob.identity.deviceId);
  }

  open(key = this.factoryKey): Status | 'silence' {
    const ephemeral = new Uint8Array(32).fill(++this.#ephemeral & 0xff);
    const initiator = new NoiseInitiator({
      primitives: nodePrimitives,
      psk: key,
      prologue: channelPrologue(PROTOCOL_VERSION, this.fob.identity.deviceId),
      ephemeral,
    });
    const first = initiator.writeMessage();
    if (!first.ok) throw new Error(first.reason);
    const answer = this.call(openChannel, { handshake: first.message });
    if (answer.status !== 'ok') return answer.status;
    const second = initiator.readMessage(answer.reply.handshake);
    if (!second.ok) throw new Error(second.reason);
    this.channel = second.channel;
    return 'ok';
  }

  sealedCall<Request, Reply>(command: Command<Request, Reply>, request: Request): Answer<Reply> {
    const channel = this.channel;
    if (channel === undefined) throw new Error('no channel is open');
    const tag = this.nextTag();
    const plaintext = innerRequest.encode({
      command: command.code,
      payload: command.request.encode(request),
    });
    const sequence = channel.send.next;
    const ciphertext = channel.send.seal(tag, plaintext);
    if (ciphertext === undefined) throw new Error('the channel is used up');
    const answer = this.call(sealed, { sequence, ciphertext }, tag);
    if (answer.status !== 'ok') return answer;
    const opened = channel.receive.open(tag, answer.reply.ciphertext);
    if (opened === undefined) throw new Error('the reply does not open');
    const inner = innerReply.decode(opened);
    if (inner.status !== 'ok') return { status: inner.status };
    return { status: 'ok', reply: command.reply.decode(inner.payload ?? new Uint8Array()) };
  }

  /** Opens the channel, sets the clock to world time and loads a seed. */
  provision(load: SeedLoad = TOTP_LOAD): void {
    expectOk(this.open());
    expectOk(this.sealedCall(setClock, { clock: this.fob.worldTicks }).status);
    expectOk(this.sealedCall(loadSeed, load).status);
  }
}

export function expectOk(status: Status | 'silence'): void {
  if (status !== 'ok') throw new Error(`status ${status}`);
}

/** A fob of a fob type with a seed in it, and its host. */
export function loadedFob(name = 'generic', load: SeedLoad = TOTP_LOAD): RawHost {
  const host = new RawHost(blankFob(name));
  host.provision(load);
  return host;
}
