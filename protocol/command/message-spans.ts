import { WireError } from '../bytes/errors.ts';
import { replyEnvelope, requestEnvelope } from '../message/envelope.ts';
import type { MessageType } from '../message/message.ts';
import { type Span, spansOf } from '../message/spans.ts';
import { findCommand } from './catalogue.ts';
import type { Command } from './command.ts';

export type MessageKind = 'request' | 'reply';

/** A whole message, its envelope opened, with the places of all its values. */
export interface MessageView {
  /** Undefined when the number stands for none that is known. */
  readonly command: Command<unknown, unknown> | undefined;
  /** The number in the envelope. */
  readonly code: number;
  /** Values of the envelope and, in the place of `payload`, those within it. */
  readonly spans: readonly Span[];
  /** Where the payload stands; undefined when there is none. */
  readonly payload: { readonly start: number; readonly end: number } | undefined;
  /** Whether the payload could be taken apart by the schema of its command. */
  readonly known: boolean;
}

/**
 * Takes an envelope apart: for tools that explain or mask messages, not for those who act on them.
 *
 * @throws WireError when it is no envelope.
 */
export function viewMessage(bytes: Uint8Array, kind: MessageKind): MessageView {
  const type = kind === 'request' ? requestEnvelope : replyEnvelope;
  const envelope = type.decode(bytes);
  const code = envelope.command;
  const command = findCommand(code);
  const outer = spansOf(bytes, type);
  const place = outer.find(({ path }) => path === 'payload');
  if (place === undefined) {
    return { command, code, spans: outer, payload: undefined, known: command !== undefined };
  }
  const payload = { start: place.content, end: place.end };
  const schema = command?.[kind];
  const inner = schema === undefined ? undefined : spansWithin(bytes, payload, schema);
  const spans = outer.flatMap((span) => (span === place ? (inner ?? [span]) : [span]));
  return { command, code, spans, payload, known: inner !== undefined };
}

function spansWithin(
  bytes: Uint8Array,
  { start, end }: { readonly start: number; readonly end: number },
  schema: MessageType<unknown>,
): Span[] | undefined {
  try {
    return spansOf(bytes.subarray(start, end), schema, { offset: start });
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
