import type { Lifecycle } from '@fobkit/protocol';
import type { Probe } from './probe.ts';
import type { Seal } from './seal.ts';

/** @throws RuleBroken unless the fob tells that state in both of the replies that have it. */
export async function stateIs(
  t: Probe,
  seal: Seal,
  wanted: Lifecycle,
  rule: string,
): Promise<void> {
  const [info, status] = [await t.info(seal.talk), await t.status(seal.talk)];
  t.is(info.lifecycle, wanted, rule, 'lifecycle by GetInfo');
  t.is(status.lifecycle, wanted, rule, 'lifecycle by GetStatus');
}

/** A channel to a blank fob whose clock was never set. */
export async function blankWithoutClock(t: Probe): Promise<Seal> {
  await t.blank(await t.talk());
  await t.powerCut();
  return t.seal(await t.talk());
}
