import {
  type Command,
  encodeSerialFrame,
  equalBytes,
  PROTOCOL_VERSION,
  replyEnvelope,
  requestEnvelope,
  type RequestEnvelope,
  SerialFrameParser,
  type Status,
} from '@fobkit/protocol';
import { type FarEnd, MemoryLink } from './memory-link.ts';

/** What a handler says: a payload, a refusal, or nothing at all. */
export type Answer = { payload: Uint8Array } | { status: Exclude<Status, 'ok'> } | 'silence';

export type Handler = (request: RequestEnvelope) => Answer;

/**
 * The far end of a link, speaking real frames and envelopes. As a fob must, it answers a request
 * that is repeated byte by byte with the stored reply and does it once.
 */
export class ScriptedFob {
  readonly link: MemoryLink;
  /** The envelopes that came, repeated ones included. */
  readonly received: Uint8Array[] = [];
  /** How many requests were done, by command number. */
  readonly done = new Map<number, number>();
  /** Swallows so many replies on their way. */
  loseReplies = 0;
  version = PROTOCOL_VERSION;
  end: FarEnd | undefined;
  readonly #handlers = new Map<number, Handler>();
  #last: { readonly request: Uint8Array; readonly reply: Uint8Array | undefined } | undefined;

  constructor(url?: string) {
    this.link = new MemoryLink((end) => {
      this.end = end;
      const parser = new SerialFrameParser();
      end.fromHost.add((bytes) => {
        for (const event of parser.push(bytes)) {
          if (event.type !== 'frame') continue;
          const reply = this.take(event.payload);
          if (reply !== undefined) this.sendMessage(reply);
        }
      });
    }, url);
  }

  on<Request, Reply>(
    command: Command<Request, Reply>,
    handler: (request: Request, envelope: RequestEnvelope) => Reply | Exclude<Status, 'ok'>,
  ): this {
    return this.onRaw(command.code, (envelope) => {
      const answer = handler(command.request.decode(envelope.payload), envelope);
      if (typeof answer === 'string') return { status: answer as Exclude<Status, 'ok'> };
      return { payload: command.reply.encode(answer) };
    });
  }

  onRaw(code: number, handler: Handler): this {
    this.#handlers.set(code, handler);
    return this;
  }

  /** What answers a command so far, to be wrapped by another handler. */
  handlerOf(code: number): Handler {
    return this.#handlers.get(code) ?? (() => ({ status: 'unknown-command' }));
  }

  /** Does the next request even when it is the last one again. */
  forgetLast(): void {
    queueMicrotask(() => {
      this.#last = undefined;
    });
  }

  /** Sends bytes that no handler made. */
  send(bytes: Uint8Array): void {
    this.end?.send(bytes);
  }

  sendMessage(message: Uint8Array): void {
    this.send(encodeSerialFrame(message));
  }

  /** The answer to a message, whatever framed it; undefined when there is none or it gets lost. */
  take(message: Uint8Array): Uint8Array | undefined {
    this.received.push(message);
    if (this.#last === undefined || !equalBytes(this.#last.request, message)) {
      this.#last = { request: message, reply: this.#answer(requestEnvelope.decode(message)) };
    }
    const { reply } = this.#last;
    if (reply === undefined || this.loseReplies === 0) return reply;
    this.loseReplies--;
    return undefined;
  }

  #answer(request: RequestEnvelope): Uint8Array | undefined {
    const { command, tag } = request;
    const answer = this.#handlers.get(command)?.(request) ?? { status: 'unknown-command' };
    this.done.set(command, (this.done.get(command) ?? 0) + 1);
    if (answer === 'silence') return undefined;
    const outcome = 'payload' in answer ? { status: 'ok' as const, ...answer } : answer;
    return replyEnvelope.encode({ version: this.version, command, tag, ...outcome });
  }
}
