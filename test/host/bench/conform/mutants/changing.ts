import {
  type MessageType,
  type ReplyEnvelope,
  replyEnvelope,
  requestEnvelope,
  tryDecode,
} from '@fobkit/protocol';
import { Dispatcher } from '../../../../../firmware-sim/firmware/dispatch.ts';
import type {
  Handler,
  HandlerAnswer,
} from '../../../../../firmware-sim/firmware/handlers/handler.ts';
import { patch } from './plant.ts';

type Answer = (message: Uint8Array) => Uint8Array;

/** In the place of the dispatcher's answer: what comes, and what the good firmware would say. */
export function answering(
  change: (message: Uint8Array, good: Answer, link: number) => Uint8Array,
): () => () => void {
  return () =>
    patch(
      Dispatcher.prototype,
      'answer',
      (original) =>
        function (this: Dispatcher, link, message) {
          return change(message, (one) => original.call(this, link, one), link);
        },
    );
}

/** Changes the reply that the good firmware would give. */
export function replying(
  change: (reply: ReplyEnvelope, message: Uint8Array) => ReplyEnvelope,
): () => () => void {
  return answering((message, good) =>
    replyEnvelope.encode(change(replyEnvelope.decode(good(message)), message)),
  );
}

/** Changes what a handler answers. */
export function handling(
  handler: Handler,
  change: (answer: HandlerAnswer, payload: Uint8Array) => HandlerAnswer,
): () => () => void {
  return () =>
    patch(
      handler,
      'run',
      (original) => (call, payload) => change(original.call(handler, call, payload), payload),
    );
}

/** Changes a field of the reply of a command. */
export function inReply<Reply>(
  handler: Handler,
  { reply }: { readonly reply: MessageType<Reply> },
  change: (reply: Reply) => Reply,
): () => () => void {
  return handling(handler, (answer) =>
    answer.payload === undefined
      ? answer
      : { ...answer, payload: reply.encode(change(reply.decode(answer.payload))) },
  );
}

export const commandOf = (message: Uint8Array): number | undefined =>
  tryDecode(requestEnvelope, message)?.command;

/** Another status in the place of one, for one command or for all. */
export function isStatus(
  status: ReplyEnvelope['status'],
  other: ReplyEnvelope['status'],
  command?: number,
): () => () => void {
  return replying((reply) =>
    reply.status === status && (command === undefined || reply.command === command)
      ? { ...reply, status: other }
      : reply,
  );
}
