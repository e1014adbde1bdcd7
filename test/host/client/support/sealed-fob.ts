import {
  channelPrologue,
  type Command,
  getInfo,
  getStatus,
  innerReply,
  innerRequest,
  NoiseResponder,
  openChannel,
  PROTOCOL_VERSION,
  sealed,
  type SealedChannel,
  type Status,
} from '@fobkit/protocol';
import { nodePrimitives } from '../../../../host/client/node/primitives.ts';
import { ScriptedFob } from './scripted-fob.ts';
import { DEVICE_ID, fobInfo, fobStatus } from './values.ts';

type Refused = Exclude<Status, 'ok'>;

export const TRANSPORT_KEY = new Uint8Array(32).fill(7);

/** A scripted fob with the far side of the sealed channel. */
export class SealedFob extends ScriptedFob {
  /** What it tells of itself. */
  info = fobInfo();
  status = fobStatus();
  /** Bends a sealed box on its way out. */
  bend: (box: { sequence: number; ciphertext: Uint8Array }) => typeof box = (box) => box;
  readonly #inner = new Map<number, (payload: Uint8Array) => Uint8Array | Refused>();
  #channel: SealedChannel | undefined;

  constructor() {
    super();
    this.on(getInfo, () => this.info);
    this.on(getStatus, () => this.status);
    this.on(openChannel, ({ handshake }) => this.#shakeHands(handshake));
    this.on(sealed, (box, { tag }) => this.#open(box, tag));
  }

  inside<Request, Reply>(
    command: Command<Request, Reply>,
    handler: (request: Request) => Reply | Refused,
  ): this {
    this.#inner.set(command.code, (payload) => {
      const answer = handler(command.request.decode(payload));
      return typeof answer === 'string' ? (answer as Refused) : command.reply.encode(answer);
    });
    return this;
  }

  #shakeHands(handshake: Uint8Array): { handshake: Uint8Array } | Refused {
    const responder = new NoiseResponder({
      primitives: nodePrimitives,
      psk: TRANSPORT_KEY,
      prologue: channelPrologue(PROTOCOL_VERSION, DEVICE_ID),
      ephemeral: new Uint8Array(32).fill(9),
    });
    if (!responder.readMessage(handshake).ok) return 'wrong-key';
    const second = responder.writeMessage();
    if (!second.ok) return 'internal';
    this.#channel = second.channel;
    return { handshake: second.message };
  }

  #open(
    box: { sequence: number; ciphertext: Uint8Array },
    tag: Uint8Array,
  ): { sequence: number; ciphertext: Uint8Array } | Refused {
    const channel = this.#channel;
    if (channel === undefined) return 'no-channel';
    if (box.sequence !== channel.receive.next) return 'out-of-sequence';
    const plain = channel.receive.open(tag, box.ciphertext);
    if (plain === undefined) return 'seal-broken';
    const { command, payload } = innerRequest.decode(plain);
    const answer = this.#inner.get(command)?.(payload) ?? 'unknown-command';
    const outcome =
      typeof answer === 'string' ? { status: answer } : { status: 'ok' as const, payload: answer };
    const sequence = channel.send.next;
    const ciphertext = channel.send.seal(tag, innerReply.encode({ command, ...outcome }));
    return ciphertext === undefined ? 'no-channel' : this.bend({ sequence, ciphertext });
  }
}
