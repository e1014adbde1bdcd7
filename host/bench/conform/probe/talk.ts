import {
  type Command,
  equalBytes,
  type MessageType,
  replyEnvelope,
  requestEnvelope,
  type Status,
  toHex,
} from '@fobkit/protocol';
import type { HidWire } from './hid-wire.ts';
import { RuleBroken } from './outcome.ts';
import type { SerialWire } from './serial-wire.ts';
import { PATIENCE_MS, SILENCE_MS } from './wire.ts';

export interface Answer<Reply> {
  readonly status: Status;
  /** There when the status is ok. */
  readonly reply?: Reply;
}

/** A reply as it came. */
export interface RawAnswer {
  readonly status: Status;
  readonly command: number;
  readonly tag: Uint8Array;
  readonly version: number;
  readonly payload?: Uint8Array | undefined;
  readonly bytes: Uint8Array;
}

/** Messages on one link, one at a time. */
export class Talk {
  readonly wire: SerialWire | HidWire;
  readonly #random: (length: number) => Uint8Array;

  constructor(wire: SerialWire | HidWire, random: (length: number) => Uint8Array) {
    this.wire = wire;
    this.#random = random;
  }

  /** 8 bytes, new ones. */
  tag(): Uint8Array {
    return this.#random(8);
  }

  envelope(command: number, payload: Uint8Array, tag = this.tag()): Uint8Array {
    return requestEnvelope.encode({ version: 1, command, tag, payload });
  }

  /** The bytes that come for these; undefined when none come. */
  async pass(message: Uint8Array, ms = PATIENCE_MS): Promise<Uint8Array | undefined> {
    await this.wire.send(message);
    return this.wire.receive(ms);
  }

  /** What comes for a message that must be answered, whatever its tag. */
  async raw(message: Uint8Array): Promise<RawAnswer> {
    const bytes = await this.pass(message);
    if (bytes === undefined) throw new RuleBroken('MSG-20', 'no reply comes');
    return readReply(bytes);
  }

  /** The same, of a request whose tag is to come back. */
  async exchange(message: Uint8Array): Promise<RawAnswer> {
    const { tag } = requestEnvelope.decode(message);
    const answer = await this.raw(message);
    if (!equalBytes(tag, answer.tag)) {
      throw new RuleBroken('MSG-9', `the reply has tag ${toHex(answer.tag)}, not ${toHex(tag)}`);
    }
    return answer;
  }

  /** One command of the catalogue in the clear. */
  async ask<Request, Reply>(
    command: Command<Request, Reply>,
    request: Request,
  ): Promise<Answer<Reply>> {
    const message = this.envelope(command.code, command.request.encode(request));
    const { status, payload, command: told } = await this.exchange(message);
    if (status !== 'ok') return { status };
    if (told !== command.code || payload === undefined) {
      throw new RuleBroken('MSG-9', `the reply to ${command.name} names command ${told}`);
    }
    return { status, reply: readPayload(command.name, command.reply, payload) };
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

  /** The status of a command whose payload may be anything. */
  async status(command: number, payload: Uint8Array): Promise<Status> {
    return (await this.exchange(this.envelope(command, payload))).status;
  }

  /** How many frames or reports come unasked within that time. */
  unasked(ms = SILENCE_MS): Promise<number> {
    return this.wire.during(ms);
  }

  close(): Promise<void> {
    return this.wire.close();
  }
}

/** What a payload says. @throws RuleBroken when it is none of its kind. */
export function readPayload<T>(name: string, type: MessageType<T>, payload: Uint8Array): T {
  try {
    return type.decode(payload);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RuleBroken('MSG-14', `the payload of the reply to ${name} is none: ${why}`);
  }
}

function readReply(bytes: Uint8Array): RawAnswer {
  try {
    return { ...replyEnvelope.decode(bytes), bytes };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RuleBroken('MSG-9', `the reply is no envelope: ${why}`);
  }
}
