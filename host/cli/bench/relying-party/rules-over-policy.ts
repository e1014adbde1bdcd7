import type { CodeWindow, Policy } from '@fobkit/bank';
import type { RelyingPartyRules } from '@fobkit/bench';

/**
 * A policy with what a scenario says of its relying party laid over it. A scenario's windows are
 * steps of the fob, to both sides, and neither first use nor idle time widens them; once it says one,
 * the policy's other windows are taken as steps of the fob too.
 */
export function rulesOverPolicy(own: Partial<RelyingPartyRules>, policy: Policy): Policy {
  const { window, resyncWindow, lockAfter, followsDrift } = own;
  const { windowStepSeconds: _, ...inSteps } = policy;
  const saysWindow = window !== undefined || resyncWindow !== undefined;
  return {
    ...(saysWindow ? inSteps : policy),
    ...(window === undefined ? {} : windows(policy, window)),
    ...(resyncWindow === undefined ? {} : { resync: resync(policy, resyncWindow) }),
    ...(policy.counters === undefined ? {} : { counters: counters(policy.counters, own) }),
    ...(lockAfter === undefined ? {} : { lockAfter }),
    ...(followsDrift === undefined ? {} : { followsDrift }),
  };
}

function windows({ idle }: Policy, steps: number): Pick<Policy, 'firstUse' | 'normal' | 'idle'> {
  const window = toBothSides(steps);
  return { firstUse: window, normal: window, idle: { ...idle, limit: window } };
}

function resync({ resync: { byHand: _, ...rules } }: Policy, steps: number): Policy['resync'] {
  return { ...rules, window: toBothSides(steps) };
}

function counters(
  usual: NonNullable<Policy['counters']>,
  { window = usual.lookAhead, resyncWindow = usual.resyncLookAhead }: Partial<RelyingPartyRules>,
): NonNullable<Policy['counters']> {
  return { lookAhead: window, resyncLookAhead: resyncWindow };
}

function toBothSides(steps: number): CodeWindow {
  return { behind: steps, ahead: steps };
}
