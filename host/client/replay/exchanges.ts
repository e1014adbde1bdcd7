import { equalBytes } from '@fobkit/protocol';
import type { Step, Talk } from './talk.ts';

type MessageStep = Extract<Step, { kind: 'message' }> & { readonly unixMicros: number };

/** A message with its number in the talk, from 1. */
export type NumberedMessage = MessageStep & { readonly number: number };

/** A message of the host and what the fob said until the next. */
export interface Exchange {
  readonly request: NumberedMessage;
  readonly replies: readonly NumberedMessage[];
  /** The capture, or the link, ended before the fob could answer. */
  readonly cutOff: boolean;
  /** The fob said something that is no message: damaged, or masked whole. */
  readonly spoilt: boolean;
}

export interface Exchanges {
  readonly list: readonly Exchange[];
  /** What the fob said before any request: the capture began too late for it. */
  readonly early: readonly NumberedMessage[];
}

interface OpenExchange {
  readonly request: NumberedMessage;
  replies: NumberedMessage[];
  cutOff: boolean;
  spoilt: boolean;
}

/**
 * The talk as requests with their replies. Noise, and where a link was opened anew, is left out. A
 * request that was sent again byte by byte is one ([CAP-9]), with the replies to its first sending that got
 * any: something was lost on the way.
 */
export function exchangesOf({ steps }: Talk): Exchanges {
  const list: OpenExchange[] = [];
  const early: NumberedMessage[] = [];
  /** Replies to a repetition of what was answered already. */
  let surplus: NumberedMessage[] | undefined;
  let number = 0;
  for (const step of steps) {
    const last = list.at(-1);
    if (step.kind === 'closed' && last?.replies.length === 0) last.cutOff = true;
    if (step.kind === 'noise' && step.direction === 'to-host' && last !== undefined) {
      last.spoilt = true;
    }
    if (step.kind !== 'message') continue;
    const numbered = { ...step, number: ++number };
    if (step.direction === 'to-host') {
      (surplus ?? last?.replies ?? early).push(numbered);
    } else if (last !== undefined && equalBytes(last.request.bytes, step.bytes)) {
      surplus = last.replies.length > 0 ? [] : undefined;
      last.cutOff = false;
    } else {
      surplus = undefined;
      list.push({ request: numbered, replies: [], cutOff: false, spoilt: false });
    }
  }
  const last = list.at(-1);
  if (last?.replies.length === 0) last.cutOff = true;
  return { list, early };
}
