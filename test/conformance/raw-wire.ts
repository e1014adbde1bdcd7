import type { Connection } from '@fobkit/client';
import {
  channelPrologue,
  type Command,
  innerReply,
  innerRequest,
  NoiseInitiator,
  openChannel,
  outlineEnvelope,
  PROTOCOL_VERSION,
  replyEnvelope,
  requestEnvelope,
  sealed,
  type SealedChannel,
  tryDecode,
} from '@fobkit/protocol';
import { DEVICE_ID } from '../support/raw-host.ts';
import type { Conversation } from './conversation.ts';
import { type RawFraming, rawFraming } from './raw-framing.ts';

/** A host without manners: it sends any bytes, and notes down what comes back. */
export class RawWire {
  readonly #conversation: Conversation;
  readonly #connection: Connection;
  readonly #framing: RawFraming;
  readonly #inbox: Uint8Array[] = [];
  readonly #pieces: Uint8Array[] = [];
  #tag = 0;

  constructor(conversation: Conversation, connection: Connection) {
    this.#conversation = conversation;
    this.#connection = connection;
    this.#framing = rawFraming(connection.framing ?? 'serial', (length) =>
      conversation.env.randomBytes(length),
    );
    connection.onBytes((bytes) => {
      this.#pieces.push(bytes.slice());
      this.#inbox.push(...this.#framing.receive(bytes));
    });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  nextTag(): Uint8Array {
    return Uint8Array.of(0x7a, 0, 0, 0, 0, 0, 0, ++this.#tag);
  }

  /** Sends bytes as they are; all that came since it was last called, as the link cuts it. */
  async pass(...chunks: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
    for (const chunk of chunks) await this.#connection.write(chunk);
    await this.#conversation.control.advance(0);
    return this.#pieces.splice(0);
  }

  /** Sends bytes as they are; the messages that come back, and a line that names their statuses. */
  async send(what: string, ...chunks: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
    this.#inbox.length = 0;
    for (const chunk of chunks) await this.#connection.write(chunk);
    await this.#conversation.control.advance(0);
    const replies = this.#inbox.splice(0);
    const statuses = replies.map(
      (reply) => tryDecode(replyEnvelope, reply)?.status ?? 'unreadable',
    );
    this.#conversation.say(`= ${what}: ${statuses.join(', ') || 'silence'}`);
    return replies;
  }

  /** Sends a message as the link frames it; the first message that comes back. */
  async exchange(what: string, message: Uint8Array): Promise<Uint8Array | undefined> {
    for (const chunk of this.#framing.greeting()) await this.#connection.write(chunk);
    await this.#conversation.control.advance(0);
    return (await this.send(what, ...this.#framing.encode(message)))[0];
  }

  /** A request for a command by its number, whatever its payload. */
  request(code: number, payload: Uint8Array, tag = this.nextTag()): Uint8Array {
    return requestEnvelope.encode({ version: PROTOCOL_VERSION, command: code, tag, payload });
  }

  /** One well-formed command; its payload when the fob did it. */
  async call<Request, Reply>(
    what: string,
    command: Command<Request, Reply>,
    request: Request,
  ): Promise<Reply | undefined> {
    const message = this.request(command.code, command.request.encode(request));
    const answer = await this.exchange(what, message);
    const reply = answer === undefined ? undefined : tryDecode(replyEnvelope, answer);
    if (reply?.status !== 'ok') return undefined;
    return command.reply.decode(reply.payload ?? new Uint8Array());
  }

  /** The first message of a handshake with this key, and how it goes on. */
  handshake(key: Uint8Array): { first: Uint8Array; finish: (reply: Uint8Array) => SealedChannel } {
    const initiator = new NoiseInitiator({
      primitives: this.#conversation.env.primitives,
      psk: key,
      prologue: channelPrologue(PROTOCOL_VERSION, DEVICE_ID),
      ephemeral: this.#conversation.env.randomBytes(32),
    });
    const written = initiator.writeMessage();
    if (!written.ok) throw new Error(written.reason);
    return {
      first: written.message,
      finish: (reply) => {
        const read = initiator.readMessage(reply);
        if (!read.ok) throw new Error(read.reason);
        return read.channel;
      },
    };
  }

  async open(what: string, key: Uint8Array): Promise<SealedChannel | undefined> {
    const { first, finish } = this.handshake(key);
    const reply = await this.call(what, openChannel, { handshake: first });
    return reply === undefined ? undefined : finish(reply.handshake);
  }

  /** A box with a command in it, sealed for `tag`. */
  seal(channel: SealedChannel, tag: Uint8Array, code: number, payload: Uint8Array): Uint8Array {
    const sequence = channel.send.next;
    const plaintext = innerRequest.encode({ command: code, payload });
    const ciphertext = channel.send.seal(tag, plaintext);
    if (ciphertext === undefined) throw new Error('the channel is used up');
    return sealed.request.encode({ sequence, ciphertext });
  }

  /** Sends a command in a box, opens the one that comes back and notes down its status. */
  async sealedCall(
    what: string,
    channel: SealedChannel,
    code: number,
    payload: Uint8Array,
  ): Promise<void> {
    const tag = this.nextTag();
    const box = this.seal(channel, tag, code, payload);
    const answer = await this.exchange(what, this.request(sealed.code, box, tag));
    const reply = answer === undefined ? undefined : tryDecode(replyEnvelope, answer);
    if (reply?.payload === undefined || reply.status !== 'ok') return;
    const { ciphertext } = sealed.reply.decode(reply.payload);
    const opened = channel.receive.open(
      outlineEnvelope(answer ?? new Uint8Array()).tag,
      ciphertext,
    );
    const inner = opened === undefined ? undefined : tryDecode(innerReply, opened);
    this.#conversation.say(`= ${what}, inside: ${inner?.status ?? 'unreadable'}`);
  }
}
