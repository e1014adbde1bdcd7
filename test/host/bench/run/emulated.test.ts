import {
  type Expectation,
  OtplibRelyingParty,
  type RunPorts,
  type Scenario,
  type Step,
  runScenario,
} from '@fobkit/bench';
import { InProcessRigs, profileOf } from '@fobkit/emulator';
import { expect, test } from 'vitest';

const PLACE = { file: 'x.yaml', line: 1, column: 1 };
type Part<T> = T extends unknown ? Omit<T, 'place' | 'text'> : never;

function step(part: Part<Step>): Step {
  return { place: PLACE, text: part.kind, ...part } as Step;
}
function expectation(...parts: Part<Expectation>[]): Step {
  return step({
    kind: 'expect',
    expectations: parts.map((part) => ({ place: PLACE, text: part.kind, ...part }) as Expectation),
  });
}
function scenario(steps: Step[], more: Partial<Scenario> = {}): Scenario {
  return {
    name: 's',
    title: { en: 'S' },
    place: PLACE,
    parameters: {},
    profile: 'generic',
    seed: 1,
    given: { place: PLACE, time: 1_798_761_600, load: { place: PLACE }, others: new Map() },
    relyingParty: { window: 1, resyncWindow: 100, lockAfter: 5, followsDrift: true },
    faults: new Map(),
    steps,
    teardown: [],
    timeLimit: 600,
    ...more,
  };
}
function ports(): RunPorts {
  return {
    rigs: new InProcessRigs(),
    relyingParty: (rules) => new OtplibRelyingParty(rules),
    preset: (name) => {
      const profile = profileOf(name);
      return {
        mode: 'totp',
        algorithm: 'SHA1',
        digits: 6,
        stepSeconds: 30,
        t0: 0,
        ...profile.preset,
        serialLabel: profile.serial.example,
        purpose: 'test',
      };
    },
    runId: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    wall: { unixMs: () => 0, now: () => 0 },
  };
}

test('a simple scenario passes', async () => {
  const record = await runScenario(
    scenario([
      step({ kind: 'press' }),
      expectation({ kind: 'code', valid: true, from: 'lcd' }, { kind: 'lifecycle', is: 'ready' }),
      step({ kind: 'bank', call: { name: 'verify', outcome: 'accepted' } }),
      step({ kind: 'wait', seconds: 30 * 86_400 }),
      step({ kind: 'host', call: { command: { name: 'read-code' }, outcome: 'ok' } }),
      expectation({ kind: 'drift', within: 120, about: 0 }, { kind: 'battery', above: 50 }),
    ]),
    ports(),
  );
  expect(record.verdict).toBe('PASS');
});
