import {
  type Command,
  innerReply,
  innerRequest,
  sealed,
  type SealedChannel,
  type Status,
} from '@fobkit/protocol';
import { CheckInvalid, RuleBroken } from './outcome.ts';
import { type Answer, type RawAnswer, readPayload, type Talk } from './talk.ts';

/** A sealed request before it is sent: it may be sent otherwise than it was sealed. */
export interface Box {
  readonly tag: Uint8Array;
  readonly sequence: number;
  readonly ciphertext: Uint8Array;
}

/** What came of a sealed request: the outer status, and the inner answer when that is ok. */
export interface SealedAnswer {
  readonly outer: Status;
  readonly command?: number;
  readonly status?: Status;
  readonly payload?: Uint8Array | undefined;
  /** The whole message that was sent. */
  readonly message: Uint8Array;
  /** The whole message that came. */
  readonly reply: Uint8Array;
}

/** The host's end of a sealed channel, free to send what a good host would not. */
export class Seal {
  readonly talk: Talk;
  readonly #channel: SealedChannel;

  constructor(talk: Talk, channel: SealedChannel) {
    this.talk = talk;
    this.#channel = channel;
  }

  /** One command of the catalogue. @throws RuleBroken when the seal is refused. */
  async ask<Request, Reply>(
    command: Command<Request, Reply>,
    request: Request,
  ): Promise<Answer<Reply>> {
    const { outer, status, ...told } = await this.inner(
      command.code,
      command.request.encode(request),
    );
    if (outer !== 'ok' || status === undefined) {
      throw new RuleBroken('§5.5.1', `${command.name} in the channel is answered ${outer}`);
    }
    if (status !== 'ok') return { status };
    if (told.command !== command.code || told.payload === undefined) {
      throw new RuleBroken('§5.5.3', `the inner reply to ${command.name} is of another command`);
    }
    return { status, reply: readPayload(command.name, command.reply, told.payload) };
  }

  /** The same, where it has to succeed. @throws RuleBroken */
  async must<Request, Reply>(
    command: Command<Request, Reply>,
    request: Request,
    rule: string,
  ): Promise<Reply> {
    const { status, reply } = await this.ask(command, request);
    if (reply === undefined) throw new RuleBroken(rule, `${command.name} is answered ${status}`);
    return reply;
  }

  /** Any command and payload. */
  inner(code: number, payload: Uint8Array): Promise<SealedAnswer> {
    return this.send(this.prepare(innerRequest.encode({ command: code, payload })));
  }

  /** Seals a plaintext under a new tag, as the next message of this side. */
  prepare(plain: Uint8Array, sealedTag?: Uint8Array): Box {
    const tag = sealedTag ?? this.talk.tag();
    const sequence = this.#channel.send.next;
    const ciphertext = this.#channel.send.seal(tag, plain);
    if (ciphertext === undefined) throw new CheckInvalid('the channel is used up');
    return { tag, sequence, ciphertext };
  }

  message({ tag, sequence, ciphertext }: Box): Uint8Array {
    return this.talk.envelope(sealed.code, sealed.request.encode({ sequence, ciphertext }), tag);
  }

  /** Sends a box and opens what comes. @throws RuleBroken when that does not open. */
  async send(box: Box): Promise<SealedAnswer> {
    const message = this.message(box);
    const answer = await this.talk.exchange(message);
    return { ...this.#opened(answer, box.tag), message, reply: answer.bytes };
  }

  #opened(
    { status: outer, payload }: RawAnswer,
    tag: Uint8Array,
  ): Omit<SealedAnswer, 'message' | 'reply'> {
    if (payload === undefined) return { outer };
    const { receive } = this.#channel;
    const { sequence, ciphertext } = readPayload('Sealed', sealed.reply, payload);
    if (sequence !== receive.next) {
      throw new RuleBroken('§5.5.2', `the reply has number ${sequence}, not ${receive.next}`);
    }
    const plain = receive.open(tag, ciphertext);
    if (plain === undefined) throw new RuleBroken('§5.5.2', 'the reply does not open');
    return { outer, ...readPayload('Sealed', innerReply, plain) };
  }
}
