import { innerRequest, type Status } from '@fobkit/protocol';
import { hex } from './by-hand.ts';
import type { Probe } from './probe.ts';
import type { Seal } from './seal.ts';

/** The plaintext of a sealed request that opens and does nothing. */
export const HARMLESS = innerRequest.encode({ command: 0x0fff, payload: hex('a0') });

/** The outer status of such a request. */
export async function outerOf(seal: Seal): Promise<Status> {
  return (await seal.send(seal.prepare(HARMLESS))).outer;
}

/** @throws RuleBroken unless the channel works. */
export async function works(t: Probe, seal: Seal, rule: string, what: string): Promise<void> {
  t.is(await outerOf(seal), 'ok', rule, `outer status ${what}`);
}
