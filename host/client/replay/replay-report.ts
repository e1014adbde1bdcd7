import { replyEnvelope, tryDecode, viewMessage, WireError } from '@fobkit/protocol';
import type { Difference } from './compare.ts';
import type { Exemption } from './rules.ts';
import type { Step } from './talk.ts';

/** What was not as in the capture. */
export interface Mismatch {
  /** Counts the messages of the talk, in both directions, from 1. */
  readonly message: number;
  /** The packet of the capture, as Wireshark counts. */
  readonly packet: number;
  /** Where the data of that packet begin in the file. */
  readonly offset: number;
  /** `GetInfo request`, `ReadCode reply`. */
  readonly name: string;
  readonly kind:
    /** Another message than the captured one. */
    | 'differs'
    /** None came where the capture has one. */
    | 'missing'
    /** One came where the capture has none. */
    | 'unexpected'
    /** What came was no message. */
    | 'no-message';
  readonly difference?: Difference;
  /** Statuses of two replies, where they differ. */
  readonly statuses?: { readonly captured: string; readonly actual: string };
}

export interface ReplayReport {
  /** Messages of the talk. */
  readonly messages: number;
  /** Those that were sent to the device, or served to the host. */
  readonly sent: number;
  /** Those that came and were compared. */
  readonly compared: number;
  /** Of those, in how many something was not compared, by reason. */
  readonly exempt: Readonly<Partial<Record<Exemption, number>>>;
  /** Noise of the capture that was left out: bytes that are no message. */
  readonly noise: number;
  readonly mismatch?: Mismatch;
}

/** `ReadCode reply`; what the envelope says, as far as there is one. */
export function messageName(bytes: Uint8Array, direction: 'to-fob' | 'to-host'): string {
  const kind = direction === 'to-fob' ? 'request' : 'reply';
  try {
    const { command, code } = viewMessage(bytes, kind);
    return `${command?.name ?? `command 0x${code.toString(16).padStart(2, '0')}`} ${kind}`;
  } catch (error) {
    if (error instanceof WireError) return kind;
    throw error;
  }
}

/** The statuses of two replies, where both have one and they differ. */
export function differingStatuses(
  captured: Uint8Array,
  actual: Uint8Array,
): Mismatch['statuses'] | undefined {
  const before = tryDecode(replyEnvelope, captured)?.status;
  const after = tryDecode(replyEnvelope, actual)?.status;
  if (before === undefined || after === undefined || before === after) return undefined;
  return { captured: before, actual: after };
}

/** Counts what a replay does. */
export class ReplayTally {
  readonly messages: number;
  readonly noise: number;
  sent = 0;
  compared = 0;
  mismatch: Mismatch | undefined;
  readonly #exempt: Partial<Record<Exemption, number>> = {};

  constructor(steps: readonly Step[]) {
    this.messages = steps.filter(({ kind }) => kind === 'message').length;
    this.noise = steps.filter(({ kind }) => kind === 'noise').length;
  }

  count(exempt: readonly Exemption[]): void {
    this.compared++;
    for (const why of exempt) this.#exempt[why] = (this.#exempt[why] ?? 0) + 1;
  }

  get report(): ReplayReport {
    const { messages, sent, compared, noise, mismatch } = this;
    const exempt = { ...this.#exempt };
    const report = { messages, sent, compared, exempt, noise };
    return mismatch === undefined ? report : { ...report, mismatch };
  }
}
