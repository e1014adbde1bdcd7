import { requestByHand } from './by-hand.ts';
import type { Probe } from './probe.ts';
import type { Talk } from './talk.ts';

/** A message, the rule that it is about, and what it is. */
export type Trial = readonly [message: Uint8Array, rule: string, what: string];

/** GetInfo with one more field, whose value is these bytes. */
export function withField(talk: Talk, value: Uint8Array): Uint8Array {
  return requestByHand(0x01, { tag: talk.tag(), more: [[9, value]] });
}

/** @throws RuleBroken unless the message is refused as no envelope. */
export async function isMalformed(t: Probe, talk: Talk, trial: Trial): Promise<void> {
  const [message, rule, what] = trial;
  const { status, command, payload } = await talk.raw(message);
  t.is(status, 'malformed', rule, `status of ${what}`);
  t.is(command, 0, 'MSG-23', `command in the reply to ${what}`);
  t.is(payload ?? 'none', 'none', 'MSG-9', `payload of the reply to ${what}`);
}

/** @throws RuleBroken unless the message is answered ok. */
export async function isTaken(t: Probe, talk: Talk, trial: Trial): Promise<void> {
  const [message, rule, what] = trial;
  t.is((await talk.raw(message)).status, 'ok', rule, `status of ${what}`);
}
