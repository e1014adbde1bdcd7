import type { MessageType } from '../message/message.ts';

export const lifecycles = { blank: 0, ready: 1, 'clock-lost': 2, expired: 3, dead: 4 } as const;
export type Lifecycle = keyof typeof lifecycles;

/** The lifecycle states of a fob that can answer with its seed in place. */
export const LOADED: readonly Lifecycle[] = ['ready', 'clock-lost', 'expired', 'dead'];
export const ANY_LIFECYCLE: readonly Lifecycle[] = ['blank', ...LOADED];

/** A command of the catalogue: what goes there, what comes back, and where it is allowed. */
export interface Command<Request, Reply> {
  readonly name: string;
  /** Number in the envelope. */
  readonly code: number;
  /** Section of docs/protocol/06-commands.md that defines it. */
  readonly section: string;
  /** Whether it is accepted only inside the sealed channel (docs/protocol/05-sealed-channel.md). */
  readonly sealed: boolean;
  /** The lifecycle states in which it is accepted; elsewhere the status is `wrong-lifecycle`. */
  readonly lifecycles: readonly Lifecycle[];
  readonly request: MessageType<Request>;
  readonly reply: MessageType<Reply>;
}

export function command<Request, Reply>(
  definition: Command<Request, Reply>,
): Command<Request, Reply> {
  return definition;
}
