import {
  MASK,
  type MessageKind,
  type MessageView,
  type Span,
  viewMessage,
  WireError,
} from '@fobkit/protocol';
import type { CompareRules, Exemption } from './rules.ts';

/** The first byte in which a message is not as the capture has it. */
export interface Difference {
  /** `loaded.digits`; empty where a message could not be taken apart. */
  readonly field: string;
  /** Where it stands in the captured message, and what it is; undefined where that has no more. */
  readonly capturedAt: number;
  readonly captured: number | undefined;
  /** The same of the message that came. */
  readonly actualAt: number;
  readonly actual: number | undefined;
}

export interface Comparison {
  readonly difference?: Difference;
  /** Why some values were not compared, each reason once. */
  readonly exempt: readonly Exemption[];
}

export interface CompareMessages {
  readonly captured: Uint8Array;
  readonly actual: Uint8Array;
  readonly kind: MessageKind;
  /** The tag of the one that came may be another. */
  readonly freeTag?: boolean;
}

/** Compares a message with the captured one by the rules, value by value ([CAP-10]). */
export function compareMessages(pair: CompareMessages, rules: CompareRules): Comparison {
  const { captured, actual, kind, freeTag = false } = pair;
  const before = tryView(captured, kind);
  if (before === undefined && isBlotted(captured)) return { exempt: ['masked'] };
  const after = tryView(actual, kind);
  if (before === undefined || after === undefined) return { ...compareBytes(pair), exempt: [] };
  const exempt = new Set<Exemption>();
  const isMasked = isPayloadMasked(before, captured);
  if (isMasked) exempt.add('masked');
  const isWhole = before.known === after.known;
  const left = (view: MessageView): Span[] =>
    (isWhole ? view.spans : withRawPayload(view)).filter((span) => {
      if (rules.ignores(span)) return false;
      if (isMasked && isInPayload(view, span)) return false;
      if (rules.exemption(view, span, kind) !== 'sealed') return true;
      exempt.add('sealed');
      return false;
    });
  const [wanted, found] = [left(before), left(after)];
  for (let i = 0; i < Math.max(wanted.length, found.length); i++) {
    const [a, b] = [wanted[i], found[i]];
    if (a?.path !== b?.path || a === undefined || b === undefined) {
      return { difference: missing(pair, a, b), exempt: [...exempt] };
    }
    const why = freeTag && a.path === 'tag' ? 'tag' : whyNot(rules, before, a, pair);
    const difference = compareSpans(pair, a, b, why);
    if (why !== undefined) exempt.add(why);
    if (difference !== undefined) return { difference, exempt: [...exempt] };
  }
  return { exempt: [...exempt] };
}

function tryView(bytes: Uint8Array, kind: MessageKind): MessageView | undefined {
  try {
    return viewMessage(bytes, kind);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function whyNot(
  rules: CompareRules,
  view: MessageView,
  span: Span,
  { captured, kind }: CompareMessages,
): Exemption | undefined {
  const why = rules.exemption(view, span, kind);
  const isByEvent = why === 'clock' && isCodeByEvent(view, span, captured);
  if (why !== undefined && !isByEvent) return why;
  const isCode =
    kind === 'reply' && span.kind === 'text' && (span.path === 'code' || span.path === 'text');
  return isCode && captured.subarray(span.content, span.end).includes(MASK) ? 'masked' : undefined;
}

/** Of a fob by event, a code follows from its counter, which is state and no clock. */
function isCodeByEvent(view: MessageView, { path }: Span, captured: Uint8Array): boolean {
  if (path !== 'code' && path !== 'movingFactor') return false;
  const mode = view.spans.find((span) => span.path === 'mode');
  return mode !== undefined && captured[mode.end - 1] === HOTP;
}

/** As `modes` numbers it. */
const HOTP = 1;

function isPayloadMasked({ payload }: MessageView, captured: Uint8Array): boolean {
  if (payload === undefined || payload.start === payload.end) return false;
  return captured.subarray(payload.start, payload.end).every((byte) => byte === MASK);
}

/** What was no message was masked byte by byte, but for its zeros ([CAP-3]). */
function isBlotted(captured: Uint8Array): boolean {
  return captured.includes(MASK) && captured.every((byte) => byte === MASK || byte === 0);
}

function isInPayload({ payload }: MessageView, { content }: Span): boolean {
  return payload !== undefined && content >= payload.start && content <= payload.end;
}

function compareSpans(
  { captured, actual }: CompareMessages,
  a: Span,
  b: Span,
  why: Exemption | undefined,
): Difference | undefined {
  if (why === 'tag' || why === 'clock' || why === 'measured') return undefined;
  // Of a handshake the head alone: it tells the length.
  const [aEnd, bEnd] = why === 'handshake' ? [a.content, b.content] : [a.end, b.end];
  for (let k = 0; a.start + k < aEnd || b.start + k < bEnd; k++) {
    const before = a.start + k < aEnd ? captured[a.start + k] : undefined;
    const after = b.start + k < bEnd ? actual[b.start + k] : undefined;
    if (before === after) continue;
    if (why === 'masked' && before === MASK && after !== undefined) continue;
    return difference(a.path, { at: a.start + k, byte: before }, { at: b.start + k, byte: after });
  }
  return undefined;
}

/** A value that only one of the two has. */
function missing(
  { captured, actual }: CompareMessages,
  a: Span | undefined,
  b: Span | undefined,
): Difference {
  const before = a === undefined ? end(captured) : { at: a.start, byte: captured[a.start] };
  const after = b === undefined ? end(actual) : { at: b.start, byte: actual[b.start] };
  return difference((a ?? b)?.path ?? '', before, after);
}

/** The payload as one value: of two of which only one could be taken apart. */
function withRawPayload(view: MessageView): readonly Span[] {
  const { payload, spans } = view;
  if (payload === undefined) return spans;
  const { start, end } = payload;
  const raw: Span = { path: 'payload', kind: 'bytes', start, content: start, end };
  const outside = spans.filter((span) => !isInPayload(view, span));
  const at = outside.findIndex((span) => span.start >= end);
  return at < 0 ? [...outside, raw] : outside.toSpliced(at, 0, raw);
}

function compareBytes({ captured, actual }: CompareMessages): { difference?: Difference } {
  for (let at = 0; at < Math.max(captured.length, actual.length); at++) {
    if (captured[at] === actual[at]) continue;
    return { difference: difference('', { at, byte: captured[at] }, { at, byte: actual[at] }) };
  }
  return {};
}

interface Place {
  readonly at: number;
  readonly byte: number | undefined;
}

function end(bytes: Uint8Array): Place {
  return { at: bytes.length, byte: undefined };
}

function difference(field: string, captured: Place, actual: Place): Difference {
  return {
    field,
    capturedAt: captured.at,
    captured: captured.byte,
    actualAt: actual.at,
    actual: actual.byte,
  };
}
