import {
  type Command,
  type MessageType,
  type Status,
  tryDecode,
  UsageError,
} from '@fobkit/protocol';
import type { Core } from '../core.ts';
import type { Outcome } from '../outcome.ts';

/** What a handler is told beside its request. */
export interface Call {
  readonly core: Core;
  /** The link on which the request came. */
  readonly link: number;
  /** The tag of the envelope. */
  readonly tag: Uint8Array;
}

export interface HandlerAnswer {
  readonly status: Status;
  readonly payload?: Uint8Array;
}

export interface Handler {
  readonly command: Command<unknown, unknown>;
  run(call: Call, payload: Uint8Array): HandlerAnswer;
}

/** Ties a command of the catalogue to the code that answers it. Never throws for what a host sent. */
export function handler<Request, Reply>(
  command: Command<Request, Reply>,
  answer: (call: Call, request: Request) => Outcome<Reply>,
): Handler {
  return {
    command,
    run(call, payload) {
      const request = tryDecode(command.request, payload);
      if (request === undefined) return { status: 'bad-payload' };
      const outcome = answer(call, request);
      if (outcome.status !== 'ok') return { status: outcome.status };
      const reply = encoded(command.reply, outcome.reply);
      return reply === undefined ? { status: 'internal' } : { status: 'ok', payload: reply };
    },
  };
}

/** Undefined when a value breaks the limits of its field: parts may measure what no field holds. */
function encoded<T>(type: MessageType<T>, value: T): Uint8Array | undefined {
  try {
    return type.encode(value);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
