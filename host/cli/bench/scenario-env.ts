import type { FaultData } from '@fobkit/client';
import type { ProfileFacts, ScenarioEnv } from '@fobkit/bench';
import {
  checkFault,
  formatFault,
  parseFault,
  parseFaultLine,
  type Profile,
  profiles,
} from '@fobkit/emulator';
import type { LoadedParameters } from '@fobkit/protocol';

const byName: ReadonlyMap<string, Profile> = new Map(
  profiles.map((profile) => [profile.name, profile]),
);

/** What scenario files may name: the fob types and the faults of the emulator. */
export function scenarioEnv(): ScenarioEnv {
  return { profileNames: [...byName.keys()], profile: factsOf, fault: faultOf };
}

/** What a fob of that type is usually loaded with; undefined when there is no such type. */
export function presetOf(name: string): LoadedParameters | undefined {
  const profile = byName.get(name);
  if (profile === undefined) return undefined;
  const { preset = PRESET, serial } = profile;
  const { mode, algorithm, digits, stepSeconds } = preset;
  return {
    mode,
    algorithm,
    digits,
    serialLabel: serial.example,
    purpose: 'test',
    ...(mode === 'totp' ? { stepSeconds, t0: 0 } : { counter: 0 }),
  };
}

const PRESET = { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 } as const;

function factsOf(name: string): ProfileFacts | undefined {
  const profile = byName.get(name);
  if (profile === undefined) return undefined;
  const { preset, serial } = profile;
  return { name, serialLabel: serial.example, ...(preset === undefined ? {} : { preset }) };
}

/** @throws UsageError that says what is wrong and what is possible. */
function faultOf(words: string | FaultData): { fault: FaultData; text: string } {
  const fault = typeof words === 'string' ? fromLine(words) : checkFault(words);
  return { fault, text: formatFault(fault) };
}

function fromLine(line: string): ReturnType<typeof checkFault> {
  const { words, options } = parseFaultLine(line);
  return parseFault(words, options);
}
