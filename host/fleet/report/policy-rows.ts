import type { FleetFacts, PolicyFacts } from '../result/fleet-facts.ts';
import { counted } from './words.ts';
import { secondsText, stepsWords, windowWords } from './window-words.ts';

type Row = readonly [name: string, value: string];

/** What a report tells of a policy: what its file changes first, since its source tells of the rest. */
export function policyRows({
  codes,
  policy,
}: Pick<FleetFacts, 'codes' | 'policy'>): readonly Row[] {
  const { base, changes = [], followsDrift, lockAfter, name, source, title } = policy;
  const drift = followsDrift ? 'the window follows it' : 'the window does not follow it';
  const changed = changes.map(({ word, value }) => `${word} ${value}`).join('; ');
  return [
    ['policy', `${title.en} (${name})`],
    ...(base === undefined ? [] : ([['changed', `${base} with ${changed}`]] as const)),
    ['window', windowWords(policy, codes)],
    ['lock', lockAfter === 0 ? 'none' : `after ${counted(lockAfter, 'wrong code')} in a row`],
    ...waits(policy),
    ...twoCodes(policy, codes),
    ...(codes.mode === 'hotp' ? [] : ([['drift', drift]] as const)),
    [`source of ${base ?? 'the policy'}`, source],
  ];
}

function waits({ delay, forgetWrongAfterSeconds, throttleSeconds }: PolicyFacts): readonly Row[] {
  const told = [
    ...(throttleSeconds === undefined
      ? []
      : [`after the n-th wrong code in a row n × ${secondsText(throttleSeconds)}`]),
    ...(delay === undefined
      ? []
      : [
          `${secondsText(delay.seconds)} after each wrong code from ${counted(delay.afterWrong, 'wrong code')} in a row on`,
        ]),
  ];
  const forgets =
    forgetWrongAfterSeconds === undefined
      ? []
      : ([['wrong codes', `forgotten after ${secondsText(forgetWrongAfterSeconds)}`]] as const);
  return [...(told.length === 0 ? [] : ([['waits', told.join('; ')]] as const)), ...forgets];
}

function twoCodes(policy: PolicyFacts, codes: FleetFacts['codes']): readonly Row[] {
  const { automatic, byHand } = policy.resync ?? {};
  const told = [
    ...(automatic === undefined
      ? []
      : [
          `in two logins within ${secondsText(automatic.withinSeconds)}, ${stepsWords(automatic.window, policy, codes)}`,
        ]),
    ...(byHand === undefined
      ? []
      : [`read out to the help desk, ${stepsWords(byHand, policy, codes)}`]),
  ];
  return told.length === 0 ? [] : [['two codes in a row', told.join('; ')]];
}
