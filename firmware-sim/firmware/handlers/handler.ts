import { type Command, type Status, tryDecode } from '@fobkit/protocol';
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
      return { status: 'ok', payload: command.reply.encode(outcome.reply) };
    },
  };
}
