import {
  copyBytes,
  equalBytes,
  requestEnvelope,
  type Span,
  tryDecode,
  viewMessage,
  WireError,
} from '@fobkit/protocol';
import { compareMessages } from './compare.ts';
import { type Exchange, exchangesOf, type NumberedMessage } from './exchanges.ts';
import { messageName, type Mismatch, type ReplayReport, ReplayTally } from './replay-report.ts';
import type { CompareRules } from './rules.ts';
import type { Talk } from './talk.ts';

/**
 * The fob of a captured talk: it answers each message of a host with what was answered then, the
 * host's own tag in it, as long as the host says what was said then. After the first difference it
 * keeps silent.
 */
export class ReplayDevice {
  readonly #exchanges: readonly Exchange[];
  readonly #rules: CompareRules;
  readonly #tally: ReplayTally;
  #next = 0;
  /** The last request as it came, and what it got. */
  #last: { readonly request: Uint8Array; readonly replies: readonly Uint8Array[] } | undefined;

  constructor(talk: Talk, rules: CompareRules) {
    this.#exchanges = exchangesOf(talk).list;
    this.#rules = rules;
    this.#tally = new ReplayTally(talk.steps);
  }

  /** Everything was said that the host says in the capture, or something else was. */
  get finished(): boolean {
    return this.#tally.mismatch !== undefined || this.#next >= this.#exchanges.length;
  }

  get report(): ReplayReport {
    return this.#tally.report;
  }

  /** Takes a message of the host; the answers to it. */
  receive(message: Uint8Array): readonly Uint8Array[] {
    if (this.#tally.mismatch !== undefined) return [];
    // As a fob does, it answers what comes twice with the stored reply.
    if (this.#last !== undefined && equalBytes(this.#last.request, message))
      return this.#last.replies;
    const exchange = this.#exchanges[this.#next];
    if (exchange === undefined) {
      this.#tally.mismatch = this.#beyond(message);
      return [];
    }
    const { request } = exchange;
    const pair = {
      captured: request.bytes,
      actual: message,
      kind: 'request',
      freeTag: true,
    } as const;
    const { difference, exempt } = compareMessages(pair, this.#rules);
    this.#tally.count(exempt);
    if (difference !== undefined) {
      this.#tally.mismatch = { ...placeOf(request), kind: 'differs', difference };
      return [];
    }
    this.#next++;
    const replies = exchange.replies.map(({ bytes }) => withTag(bytes, request.bytes, message));
    this.#tally.sent += replies.length;
    this.#last = { request: copyBytes(message), replies };
    return replies;
  }

  #beyond(message: Uint8Array): Mismatch {
    const last = this.#exchanges.at(-1);
    const place = last === undefined ? { message: 0, packet: 0, offset: 0 } : placeOf(last.request);
    const name = messageName(message, 'to-fob');
    return { ...place, message: this.#tally.messages + 1, name, kind: 'unexpected' };
  }
}

function placeOf(captured: NumberedMessage): Omit<Mismatch, 'kind'> {
  const { number: message, packet, offset, bytes, direction } = captured;
  return { message, packet, offset, name: messageName(bytes, direction) };
}

/** A captured reply with the tag of the request that came, where it had that of the captured one. */
function withTag(reply: Uint8Array, captured: Uint8Array, actual: Uint8Array): Uint8Array {
  const [before, after] = [captured, actual].map((one) => tryDecode(requestEnvelope, one)?.tag);
  const place = tagOf(reply);
  if (before === undefined || after === undefined || place === undefined) return reply;
  if (!equalBytes(reply.subarray(place.content, place.end), before)) return reply;
  const served = copyBytes(reply);
  served.set(after, place.content);
  return served;
}

function tagOf(reply: Uint8Array): Span | undefined {
  try {
    return viewMessage(reply, 'reply').spans.find(({ path }) => path === 'tag');
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
