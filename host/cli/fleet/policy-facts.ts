import { type CodeWindow, type Policy, windowInSteps } from '@fobkit/bank/policy';
import type { FleetFacts, PolicyFacts } from '@fobkit/fleet';
import { policyChanges } from './policy-changes.ts';
import { readyPolicy } from './fleet-env.ts';

type Codes = Pick<FleetFacts['codes'], 'mode' | 'stepSeconds'>;

/** What a report tells of a policy, a name or data of a fleet file, for the codes of its fobs. */
export function policyFacts(told: unknown, codes: Codes): PolicyFacts {
  const policy = readyPolicy(told);
  const { delay, followsDrift, forgetWrongAfterSeconds: forget, lockAfter, name } = policy;
  const { source, throttleSeconds: throttle, title } = policy;
  return {
    ...{ name, title, source },
    ...windowsOf(policy, codes),
    ...{ followsDrift, lockAfter },
    ...(throttle === 0 ? {} : { throttleSeconds: throttle }),
    ...(delay === undefined ? {} : { delay }),
    ...(forget === 0 ? {} : { forgetWrongAfterSeconds: forget }),
    ...resyncOf(policy, codes),
    ...policyChanges(told),
  };
}

type Windows = Pick<PolicyFacts, 'firstUse' | 'normal' | 'written'>;

function windowsOf(policy: Policy, { mode, stepSeconds }: Codes): Windows {
  const { counters, firstUse, normal, windowStepSeconds: written = stepSeconds } = policy;
  if (mode === 'hotp') {
    const ahead = ({ ahead: told }: CodeWindow): CodeWindow => ({
      behind: 0,
      ahead: counters?.lookAhead ?? told,
    });
    return { firstUse: ahead(firstUse), normal: ahead(normal) };
  }
  return {
    firstUse: windowInSteps(policy, firstUse, stepSeconds),
    normal: windowInSteps(policy, normal, stepSeconds),
    ...(written === stepSeconds ? {} : { written: { stepSeconds: written, firstUse, normal } }),
  };
}

function resyncOf({ counters, resync }: Policy, { mode }: Codes): Pick<PolicyFacts, 'resync'> {
  const { automatic, withinSeconds } = resync;
  const offered = (told: CodeWindow): CodeWindow | undefined => {
    const { ahead, behind } =
      mode === 'hotp' ? { behind: 0, ahead: counters?.resyncLookAhead ?? told.ahead } : told;
    return ahead + behind === 0 ? undefined : { behind, ahead };
  };
  const window = automatic ? offered(resync.window) : undefined;
  const byHand = offered(resync.byHand ?? resync.window);
  if (window === undefined && byHand === undefined) return {};
  return {
    resync: {
      ...(window === undefined ? {} : { automatic: { window, withinSeconds } }),
      ...(byHand === undefined ? {} : { byHand }),
    },
  };
}
